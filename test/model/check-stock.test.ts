import { tellsOfAll } from "./a-fault.ts";
import { stockFaults } from "./faults-stock.ts";

tellsOfAll(stockFaults);
