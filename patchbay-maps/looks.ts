import type { GearFile } from "#drivers/profile.ts";
import { channelsOf } from "#model/connector.ts";
import { isAnalogue } from "#model/gear-model.ts";
import { carriedBy } from "#model/studio.ts";
import { at, type Look, meant, pinoutWrong, twice, type Wrong } from "./look.ts";
import { bayColumns, bayPinouts, bayRows } from "./looks-bays.ts";
import {
	adapterPlugs,
	cableNames,
	loomPinouts,
	loomTails,
	mappedCables,
	mappedCords,
	plugSockets,
	sharedSockets,
	storeNames,
} from "./looks-cables.ts";
import { unitClocks } from "./looks-clock.ts";

const unknownModels: Look = ({ file, models }) =>
	file.units.flatMap(({ model }, i) =>
		models[model]
			? []
			: [
					[
						["units", i, "model"],
						{ because: `there is no gear file for "${model}"`, cure: meant(model, Object.keys(models)) },
					] as const,
				],
	);

const interfaceIsThere: Look = ({ file, models }) => {
	const unit = file.units.find(({ id }) => id === file.interface.unit);
	const names = file.units.map(({ id }) => id);
	if (!unit)
		return [
			[
				["interface", "unit"],
				{
					because: `"${file.interface.unit}" is not among the units`,
					cure: meant(file.interface.unit, names),
				},
			],
		];
	const ports = Object.values(models[unit.model]?.ports ?? {});
	if (!models[unit.model] || ports.some((port) => isAnalogue(port) && port.fullScale !== undefined))
		return [];
	return [
		[
			["interface", "unit"],
			{
				because: `${unit.name} has no port with a full-scale level`,
				cure: "Choose the unit that is the audio interface, or write fullScale at its converters, unknown if need be",
			},
		],
	];
};

/** A gear file names pinouts that only the studio's folder knows, so they are looked at here. */
const gearPinouts: Look = (known) =>
	known.file.units.flatMap(({ model }, i) =>
		Object.entries(known.models[model]?.jacks ?? {}).flatMap(([name, jack]) => {
			const wrong = pinoutWrong(known, jack.connector, jack.pinout);
			const room = channelsOf(jack.connector, jack.pinout, known.studio.pinouts).length;
			const carried = carriedBy(name, jack).length;
			const tooMany = { because: `${carried} ports on ${room} channels`, cure: "Correct its gear file" };
			return at(["units", i, "model"], wrong ?? (carried > room ? tooMany : undefined)).map(
				([where, { because, cure }]): Wrong => [
					where,
					{ because: `in the gear file of ${model}, jack ${name}: ${because}`, cure },
				],
			);
		}),
	);

export const remotes =
	(gear: ReadonlyMap<string, GearFile>): Look =>
	({ file }) =>
		file.units.flatMap(({ model, remote, name }, i) =>
			remote && gear.has(model) && !gear.get(model)?.remote
				? [
						[
							["units", i, "remote"],
							{
								because: `${name} cannot be driven: its gear file has no remote control`,
								cure: "Take the remote out; its knobs are set by hand",
							},
						] as const,
					]
				: [],
		);

const ids =
	(list: "units" | "bays" | "looms" | "cables"): Look =>
	({ file }) =>
		twice(
			file[list].map(({ id }) => id),
			list,
		);

/** What no schema can see of a studio file: names that lead nowhere, and things that are there twice. */
export const looks: readonly Look[] = [
	ids("units"),
	ids("bays"),
	ids("looms"),
	ids("cables"),
	cableNames,
	storeNames,
	unknownModels,
	interfaceIsThere,
	bayPinouts,
	bayRows,
	bayColumns,
	gearPinouts,
	plugSockets,
	loomPinouts,
	loomTails,
	sharedSockets,
	mappedCables,
	mappedCords,
	adapterPlugs,
	unitClocks,
];
