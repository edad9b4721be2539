import { tellsOf } from "./a-fault.ts";
import { clockTroubles } from "./faults-clock.ts";

for (const [trouble, fault] of Object.entries(clockTroubles)) tellsOf(trouble, fault);
