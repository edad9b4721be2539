import { z } from "zod";
import { GearFile } from "#drivers/profile.ts";
import { AdapterKind, CableMap, LoomKind } from "#model/cable.ts";
import { Pinout } from "#model/connector.ts";
import { WrittenStudio } from "./written-studio.ts";

/** Draft 7, because that is what the YAML servers of the common editors understand in full. */
const schemaOf = (title: string, schema: z.ZodType): object => ({
	title,
	...z.toJSONSchema(schema, { io: "input", target: "draft-7" }),
});

/**
 * JSON Schemas by file name, for editors that complete and check what a person writes. They describe what is written,
 * not what is made of it. `npm run -s halfnormal -- schemas` writes them to patchbay-maps/schemas.
 */
export const schemas = (): Record<string, object> => ({
	"studio.schema.json": schemaOf("Halfnormal: studio.yaml", WrittenStudio),
	"gear.schema.json": schemaOf("Halfnormal: a gear file, gear/<maker>/<model>.yaml", GearFile),
	"pinout.schema.json": schemaOf("Halfnormal: a pinout, pinouts/<name>.yaml", Pinout),
	"loom.schema.json": schemaOf("Halfnormal: looms of one kind, looms/<name>.yaml", LoomKind),
	"adapter.schema.json": schemaOf("Halfnormal: adapters of one kind, adapters/<name>.yaml", AdapterKind),
	"cable.schema.json": schemaOf("Halfnormal: a cable contact by contact, cables/<name>.yaml", CableMap),
});
