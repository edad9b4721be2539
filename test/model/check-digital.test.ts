import { tellsOf } from "./a-fault.ts";
import { digitalTroubles } from "./faults-digital.ts";

for (const [trouble, fault] of Object.entries(digitalTroubles)) tellsOf(trouble, fault);
