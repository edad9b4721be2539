import { tellsOfAll } from "./a-fault.ts";
import { loopFaults } from "./faults-loop.ts";

tellsOfAll(loopFaults);
