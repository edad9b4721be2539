import { tellsOfAll } from "./a-fault.ts";
import { connectorFaults } from "./faults-connector.ts";

tellsOfAll(connectorFaults);
