import { cordsIn } from "#model/cable.ts";
import { pathsFor } from "#model/chain.ts";
import { converterLines } from "#model/converter-line.ts";
import { frontOf, sayJack } from "#model/front.ts";
import { placeOf } from "#model/patchbay.ts";
import { isBypassed } from "#model/position.ts";
import type { ChainReading, HopReading, Readings } from "#model/readings.ts";
import type {
	PatchRow,
	Provenance,
	RecallSheet,
	SheetChain,
	SheetControl,
	SheetPlace,
	SheetTake,
	SheetUnit,
} from "#model/recall-sheet.ts";
import type { Chain, Session, Take } from "#model/session.ts";
import { modelOf, portOf, type Studio, sayPort, unitOf } from "#model/studio.ts";

export type Composing = { readonly studio: Studio; readonly session: Session; readonly readings: Readings };

/** Words of the session in the words of the sheet; a unit of the virtual rack is read, because it is its own file. */
const provenances: Record<Session["settings"][string][string]["how"], Provenance> = {
	read: "read",
	set: "set",
	"by hand": "hand",
	"carried over": "carried",
};

const orNull = (words: string): string | null => (words.trim() === "" ? null : words);

const controlsOf = ({ studio, session }: Composing, unit: string): SheetControl[] => {
	const model = modelOf(studio, unit);
	return Object.entries(model?.controls ?? {}).map(([key, control]) => {
		const known = session.settings[unit]?.[key];
		const standing = known?.setting ?? (model?.simulated ? control.default : null);
		const provenance = known ? provenances[known.how] : standing === null ? "unknown" : "read";
		return { key, control, setting: standing, provenance, changed: false };
	});
};

const stateOf = ({ studio, session }: Composing, unit: string, sides: number): SheetUnit["state"] => {
	const model = modelOf(studio, unit);
	const path = pathsFor(studio, unit, sides).at(0);
	if (!model || !path) return null;
	return isBypassed(model, session.settings[unit], path) ? "bypassed" : "in";
};

const channelOf = ({ studio }: Composing, unit: string, sides: number): string | null => {
	const paths = pathsFor(studio, unit, sides).filter((path) => path !== undefined);
	return orNull(paths.map(({ from, to }) => (from === to ? from : `${from} to ${to}`)).join(", "));
};

const unitSheet = (of: Composing, id: string, sides: number): SheetUnit => {
	const unit = unitOf(of.studio, id);
	const model = modelOf(of.studio, id);
	return {
		id,
		name: unit?.name ?? id,
		maker: model?.maker ?? "",
		model: model?.model ?? unit?.model ?? "",
		serial: unit?.serial ?? null,
		channel: channelOf(of, id, sides),
		state: stateOf(of, id, sides),
		controls: controlsOf(of, id),
		notes: [],
	};
};

/** A station of the chain: a converter line by its number, any other by the unit's name. */
const station = (studio: Studio, port: string): string => {
	const found = portOf(studio, port);
	return found && found.unit.id !== studio.interface.unit ? found.unit.name : sayPort(studio, port);
};

const leastHeadroom = (hops: readonly HopReading[]): number =>
	Math.min(...hops.map(({ headroom }) => headroom ?? Number.POSITIVE_INFINITY));

/** Of a stereo chain the side with less headroom. */
const worseSide = ({ hops }: ChainReading): readonly HopReading[] => {
	const wet = hops.filter(({ way }) => way === "main");
	const sides = [...Map.groupBy(wet, ({ side }) => side).values()];
	return sides.sort((a, b) => leastHeadroom(a) - leastHeadroom(b)).at(0) ?? [];
};

const chainSheet = (of: Composing, chain: Chain, reading: ChainReading): SheetChain => {
	const measured = of.session.latencies.find((latency) => latency.chain === chain.id);
	const sources = of.session.takes.filter((take) => take.chain === chain.id).map(({ source }) => source);
	return {
		name: chain.name,
		kind: chain.kind,
		source: sources.at(-1) ?? null,
		hops: worseSide(reading).map(({ from, to, level, headroom, loss, ...hop }) => ({
			from: station(of.studio, from),
			to: station(of.studio, to),
			level,
			headroom,
			loss: Number.isFinite(loss) ? loss : null,
			corner: hop.corner,
			noise: hop.noise,
			noiseIsAtLeast: hop.noiseIsAtLeast,
		})),
		units: chain.inserts.map((unit) => unitSheet(of, unit, chain.sends.length)),
		latency: measured?.samples ?? null,
		gain: measured?.gain ?? reading.gain,
		polarity: measured?.polarity ?? (reading.hops.length === 0 ? null : reading.inverted ? -1 : 1),
	};
};

const patchRows = ({ studio, session, readings }: Composing): PatchRow[] => {
	const front = frontOf(studio);
	const cords = new Map(cordsIn(studio.store).map((cord) => [cord.id, cord]));
	const jack = (id: string): SheetPlace => {
		const said = sayJack(studio, front, id);
		const place = placeOf(id);
		if (!place) return { place: "rack", name: said };
		const where = said.split(" ").slice(0, 2).join(" ");
		return { place: where, name: said.slice(where.length + 1) };
	};
	const plugged = session.cords.map(({ cord: id, from, to }) => {
		const cord = cords.get(id);
		const kind = cord?.plugs.join("–") ?? "unknown";
		return {
			from: jack(from),
			to: jack(to),
			cord: { kind, colour: cord?.colour ?? null, length: cord?.length ?? null, id },
			byNormal: false,
			ticked: true,
		};
	});
	const normals = readings.chains.flatMap(({ plan }) => plan.normals);
	const once = new Map(normals.map((normal) => [`${normal.from} ${normal.to}`, normal]));
	const at = (port: string): SheetPlace => {
		const [first] = front.jacksOf(port);
		return first ? jack(first) : { place: "rack", name: sayPort(studio, port) };
	};
	const byNormal = [...once.values()].map(({ from, to }) => ({
		from: at(from),
		to: at(to),
		cord: null,
		byNormal: true,
		ticked: true,
	}));
	return [...plugged, ...byNormal];
};

const takeSheet = ({ file, source, at, result }: Take): SheetTake => ({
	file: file ?? `no file (${source})`,
	at,
	end: result.end,
	samplePeak: result.figures?.samplePeak ?? null,
	truePeak: result.figures?.truePeak ?? null,
	loudness: result.figures?.loudness ?? null,
	latency: result.figures?.latency ?? null,
	verdict: orNull(result.sentence),
	remarks: result.remarks,
});

const fullScaleOf = (studio: Studio, direction: "in" | "out"): number | null => {
	const [[first = ""] = []] = converterLines(studio, direction).values();
	return portOf(studio, first)?.port.fullScale ?? null;
};

const headerOf = ({ studio, session }: Composing): RecallSheet["header"] => {
	const { artist, song, client, engineer, revision, project, rate, bits } = session.header;
	return {
		id: session.id,
		title: [artist, song].filter(Boolean).join(": ") || session.id,
		studio: studio.studio,
		client: orNull(client),
		artist: orNull(artist),
		song: orNull(song),
		engineer: orNull(engineer),
		opened: session.opened,
		closed: session.closed,
		revision: orNull(revision),
		project: orNull(project),
		rate,
		bits,
		interface: unitOf(studio, studio.interface.unit)?.name ?? null,
		fullScaleOut: fullScaleOf(studio, "out"),
		fullScaleIn: fullScaleOf(studio, "in"),
	};
};

/** The recall sheet of a session: everything that its journal and its studio say, nothing that they do not. */
export const compose = (of: Composing): RecallSheet => ({
	version: 1,
	header: headerOf(of),
	patch: patchRows(of),
	chains: of.readings.chains.flatMap((reading) => {
		const chain = of.session.chains.find(({ id }) => id === reading.chain);
		return chain ? [chainSheet(of, chain, reading)] : [];
	}),
	findings: of.readings.findings.map(({ id, severity, code, sentence, cure }) => {
		const accepted = of.session.accepted.find(({ finding }) => finding === id);
		return {
			severity,
			code,
			sentence,
			cure,
			accepted: accepted ? { by: accepted.by, because: accepted.because } : null,
		};
	}),
	takes: of.session.takes.map(takeSheet),
	warmUp: of.readings.warmUp.flatMap(({ unit, minutes }) =>
		minutes === null ? [] : [{ unit: unitOf(of.studio, unit)?.name ?? unit, minutes: Math.ceil(minutes) }],
	),
	notes: of.session.notes,
});
