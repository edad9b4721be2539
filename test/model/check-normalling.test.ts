import { tellsOfAll } from "./a-fault.ts";
import { normallingFaults } from "./faults-normalling.ts";

tellsOfAll(normallingFaults);
