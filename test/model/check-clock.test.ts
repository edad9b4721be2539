import { tellsOfAll } from "./a-fault.ts";
import { clockFaults } from "./faults-clock.ts";

tellsOfAll(clockFaults);
