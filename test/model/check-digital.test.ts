import { tellsOfAll } from "./a-fault.ts";
import { digitalFaults } from "./faults-digital.ts";

tellsOfAll(digitalFaults);
