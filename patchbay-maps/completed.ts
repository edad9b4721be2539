import type { Adapter, AdapterKind, Loom, LoomEnd, LoomKind } from "#model/cable.ts";
import type { GearModel } from "#model/gear-model.ts";
import type { Bay } from "#model/patchbay.ts";
import type { StudioFile } from "#model/studio.ts";
import { meant, type Wrong } from "./look.ts";
import type { WrittenAdapter, WrittenBay, WrittenEnd, WrittenLoom, WrittenStudio } from "./written-studio.ts";

type Kinds = {
	readonly models: Readonly<Record<string, GearModel>>;
	readonly looms: Readonly<Record<string, LoomKind>>;
	readonly adapters: Readonly<Record<string, AdapterKind>>;
};
/** What became of one entry: itself with all that its model or kind says, or what is still wrong with it. */
type Completed<T> = { readonly whole?: T; readonly wrongs: readonly Wrong[] };

const missing = (where: Wrong[0], cure: string): Wrong => [where, { because: "is missing", cure }];

const choiceWrongs = (bay: WrittenBay, model: GearModel["bay"], at: readonly PropertyKey[]): Wrong[] => {
	if (!model) return [];
	const points = bay.points.flatMap(({ normalling }, i): Wrong[] =>
		model.normalling.includes(normalling)
			? []
			: [
					[
						[...at, "points", i, "normalling"],
						{
							because: `no point of a ${bay.model} can be ${normalling}`,
							cure: `Write one of: ${model.normalling.join(", ")}`,
						},
					],
				],
	);
	const known =
		model.sleeves === undefined || bay.sleeves === undefined || model.sleeves.includes(bay.sleeves);
	const sleeves: Wrong = [
		[...at, "sleeves"],
		{
			because: `the sleeves of a ${bay.model} cannot be ${bay.sleeves}`,
			cure: `Write one of: ${model.sleeves?.join(", ")}`,
		},
	];
	return [...points, ...(known ? [] : [sleeves])];
};

const wholeBay =
	({ models }: Kinds) =>
	(bay: WrittenBay, i: number): Completed<Bay> => {
		const at = ["bays", i];
		const model = bay.model === undefined ? undefined : models[bay.model]?.bay;
		const bays = Object.keys(models).filter((name) => models[name]?.bay);
		if (bay.model !== undefined && !model)
			return {
				wrongs: [
					[[...at, "model"], { because: `"${bay.model}" is no patchbay`, cure: meant(bay.model, bays) }],
				],
			};
		const { connector = model?.connector, columns = model?.columns, rear = model?.rear } = bay;
		if (!connector || !columns || !rear)
			return {
				wrongs: Object.entries({ connector, columns, rear })
					.filter(([, value]) => value === undefined)
					.map(([field]) => missing([...at, field], "Write it, or name the model of the bay")),
			};
		const rows = bay.rows ?? model?.rows ?? 2;
		const sleeves = bay.sleeves ?? model?.sleeves?.[0] ?? "bussed";
		return {
			whole: { ...bay, connector, columns, rear, rows, sleeves },
			wrongs: choiceWrongs(bay, model, at),
		};
	};

const wholeEnd = (end: WrittenEnd, kind: LoomKind["from"] | undefined): LoomEnd => ({
	cold: "through",
	inverted: false,
	...kind,
	...Object.fromEntries(Object.entries(end).filter(([, value]) => value !== undefined)),
	into: end.into,
});

const wholeLoom =
	({ looms }: Kinds) =>
	({ of, ...loom }: WrittenLoom, i: number): Completed<Loom> => {
		const kind = of === undefined ? undefined : looms[of];
		const at = ["looms", i];
		if (of !== undefined && !kind)
			return {
				wrongs: [
					[[...at, "of"], { because: `there is no loom "${of}"`, cure: meant(of, Object.keys(looms)) }],
				],
			};
		const tails = Array.isArray(loom.to) ? loom.to.length : undefined;
		const tooMany = kind && tails !== undefined && tails > (kind.tails ?? 1);
		const { source: _, from, to, tails: __, screen = "through", ...stuff } = kind ?? {};
		return {
			whole: {
				...stuff,
				...loom,
				screen: loom.screen ?? screen,
				from: wholeEnd(loom.from, from),
				to: Array.isArray(loom.to) ? loom.to.map((end) => end && wholeEnd(end, to)) : wholeEnd(loom.to, to),
			},
			wrongs: tooMany
				? [
						[
							[...at, "to"],
							{
								because: `${tails} tails for the ${kind.tails ?? 1} of a ${of}`,
								cure: "Name another kind, or fewer",
							},
						],
					]
				: [],
		};
	};

const wholeAdapter =
	({ adapters }: Kinds) =>
	({ of, ...adapter }: WrittenAdapter, i: number): Completed<Adapter> => {
		const kind = of === undefined ? undefined : adapters[of];
		const at = ["adapters", i];
		if (of !== undefined && !kind)
			return {
				wrongs: [
					[[...at, "of"], { because: `there is no adapter "${of}"`, cure: meant(of, Object.keys(adapters)) }],
				],
			};
		const { plug = kind?.plug, takes = kind?.takes, gender = kind?.gender } = adapter;
		if (!plug || !takes)
			return {
				wrongs: Object.entries({ plug, takes })
					.filter(([, value]) => value === undefined)
					.map(([field]) => missing([...at, field], "Write it, or name the kind of adapter with `of`")),
			};
		return { whole: { ...adapter, plug, takes, ...(gender && { gender }) }, wrongs: [] };
	};

const wholes = <T>(entries: readonly Completed<T>[]): T[] => entries.flatMap(({ whole }) => whole ?? []);

/** The studio file with everything that its models of bays and its kinds of looms and adapters say for it. */
export const completed = (
	written: WrittenStudio,
	kinds: Kinds,
): { readonly file: StudioFile; readonly wrongs: readonly Wrong[] } => {
	const bays = written.bays.map(wholeBay(kinds));
	const looms = written.looms.map(wholeLoom(kinds));
	const adapters = written.adapters.map(wholeAdapter(kinds));
	return {
		file: { ...written, bays: wholes(bays), looms: wholes(looms), adapters: wholes(adapters) },
		wrongs: [bays, looms, adapters].flat().flatMap(({ wrongs }) => wrongs),
	};
};
