/** One line's meter at this moment, in dBFS. Mutable: it moves sixty times a second. */
export type Bar = {
	readonly side: "send" | "return";
	readonly line: number;
	level: number;
	rms: number;
	hold: number;
	/** What is written beside it. */
	figure: number;
	clipped: boolean;
};

export type Cell = {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
	readonly upright: boolean;
};

const LOWEST = -60;
const ROW = 18;
const LABEL = 52;
const FIGURE = 46;
const LAMP = 18;
const GAP = 4;
/** A bar is no thicker than this: a dark room wants little light. */
const THICKEST = 14;
/** Room for the figures of the scale under rows that are tall enough to be read from afar. */
export const SCALE = 20;
const TALL = 24;

const colours = {
	ground: "#0c0e10",
	track: "#16191d",
	mark: "#3b444e",
	text: "#a9b4c0",
	strong: "#e8edf2",
	ok: "#2aa467",
	warn: "#d9ab42",
	bad: "#ff6b61",
	okSoft: "#195a3b",
	warnSoft: "#6e5826",
	badSoft: "#873b37",
} as const;

/** Where the colours change: a send at −18 and −6 dBFS, a return in the same proportion of its own headroom. */
export const zonesOf = (headroom: number): { readonly warn: number; readonly bad: number } => ({
	warn: -headroom,
	bad: -headroom / 3,
});

/** 0…1 along the bar; the upper half of the bar is the upper 20 dB. */
export const along = (dBFS: number): number =>
	dBFS <= LOWEST ? 0 : dBFS >= 0 ? 1 : dBFS > -20 ? 1 + dBFS / 40 : 0.5 * ((dBFS - LOWEST) / (-20 - LOWEST));

/** Rows while they fit, in two columns if the canvas is flat; else standing columns. */
export const cellsFor = (
	count: number,
	{ width, height }: { readonly width: number; readonly height: number },
): Cell[] => {
	const columns = height / Math.max(1, count) < ROW + GAP && width > 700 ? 2 : 1;
	const rows = Math.ceil(count / columns);
	const room = (space: number) => (space - GAP * (rows - 1)) / Math.max(1, rows);
	const tall = room(height - SCALE);
	const rowHeight = Math.min(36, tall >= TALL ? tall : room(height));
	if (rowHeight >= ROW)
		return Array.from({ length: count }, (_, i) => ({
			x: Math.floor(i / rows) * ((width + 16) / columns),
			y: (i % rows) * (rowHeight + GAP),
			width: (width - 16 * (columns - 1)) / columns,
			height: rowHeight,
			upright: false,
		}));
	const pitch = width / Math.max(1, count);
	return Array.from({ length: count }, (_, i) => ({
		x: i * pitch,
		y: 0,
		width: Math.max(2, pitch - 2),
		height,
		upright: true,
	}));
};

type Painted = { readonly bar: Bar; readonly face: { readonly label: string; readonly headroom: number } };
type Part = { readonly from: number; readonly to: number; readonly full: string; readonly soft: string };

const partsOf = (headroom: number): Part[] => {
	const { warn, bad } = zonesOf(headroom);
	return [
		{ from: 0, to: along(warn), full: colours.ok, soft: colours.okSoft },
		{ from: along(warn), to: along(bad), full: colours.warn, soft: colours.warnSoft },
		{ from: along(bad), to: 1, full: colours.bad, soft: colours.badSoft },
	];
};

type Span = { readonly from: number; readonly to: number };

/** A piece of the track between two parts of its length. */
const piece = (track: Cell, { from, to }: Span): [number, number, number, number] =>
	track.upright
		? [track.x, track.y + track.height * (1 - to), track.width, track.height * (to - from)]
		: [track.x + track.width * from, track.y, track.width * (to - from), track.height];

const within = (cell: Cell): Cell => {
	const height = Math.min(THICKEST, cell.height);
	return {
		...cell,
		x: cell.x + LABEL,
		y: cell.y + (cell.height - height) / 2,
		width: cell.width - LABEL - FIGURE - LAMP,
		height,
	};
};

const trackOf = (cell: Cell): Cell =>
	cell.upright ? { ...cell, y: cell.y + 8, height: cell.height - 8 } : within(cell);

const MARKS = [-40, -20, -10, -6, -3] as const;
/** From the right, because there the figures matter most; where it is narrow some are left out. */
const SCALED = [0, -3, -6, -10, -20, -40, -60] as const;
const APART = 30;

/** The figures of the scale under the last of some rows, if they are tall. */
export const paintScale = (context: CanvasRenderingContext2D, cells: readonly Cell[]): void => {
	const last = cells.at(-1);
	if (!last || last.upright || last.height < TALL) return;
	const { x, width } = trackOf(last);
	context.font = "14px system-ui, sans-serif";
	context.textBaseline = "bottom";
	context.textAlign = "center";
	context.fillStyle = colours.text;
	let left = Number.POSITIVE_INFINITY;
	for (const mark of SCALED) {
		const at = x + width * along(mark);
		if (left - at < APART) continue;
		left = at;
		context.fillText(String(mark).replace("-", "−"), at, last.y + last.height + SCALE);
	}
};

const paintTrack = (context: CanvasRenderingContext2D, track: Cell, { bar, face }: Painted): void => {
	context.fillStyle = colours.track;
	context.fillRect(track.x, track.y, track.width, track.height);
	const level = along(bar.level);
	const rms = along(bar.rms);
	for (const { from, to, full, soft } of partsOf(face.headroom)) {
		if (level > from) {
			context.fillStyle = soft;
			context.fillRect(...piece(track, { from, to: Math.min(to, level) }));
		}
		if (rms > from) {
			context.fillStyle = full;
			context.fillRect(...piece(track, { from, to: Math.min(to, rms) }));
		}
	}
	const thin = 1 / (track.upright ? track.height : track.width);
	context.fillStyle = colours.mark;
	for (const mark of MARKS) context.fillRect(...piece(track, { from: along(mark), to: along(mark) + thin }));
	if (bar.hold <= LOWEST) return;
	context.fillStyle = "#ffffff";
	context.fillRect(...piece(track, { from: along(bar.hold) - 2 * thin, to: along(bar.hold) }));
};

const sayPeak = (figure: number): string => `${figure > 0 ? "+" : ""}${figure.toFixed(1)}`.replace("-", "−");

const paintWords = (context: CanvasRenderingContext2D, cell: Cell, { bar, face }: Painted): void => {
	const middle = cell.y + cell.height / 2;
	context.font = "14px system-ui, sans-serif";
	context.textBaseline = "middle";
	context.textAlign = "left";
	context.fillStyle = colours.text;
	context.fillText(face.label, cell.x, middle, LABEL - 6);
	context.textAlign = "right";
	context.fillStyle = bar.clipped ? colours.bad : colours.strong;
	const said = bar.figure <= LOWEST ? "−∞" : sayPeak(bar.figure);
	context.fillText(said, cell.x + cell.width - LAMP, middle, FIGURE - 4);
};

/** Red and filled after a clip until somebody taps; an outline before. */
const paintLamp = (context: CanvasRenderingContext2D, cell: Cell, clipped: boolean): void => {
	const [x, y, width, height] = cell.upright
		? [cell.x, cell.y, cell.width, 5]
		: [cell.x + cell.width - 12, cell.y + cell.height / 2 - 6, 12, 12];
	context.fillStyle = clipped ? colours.bad : colours.track;
	context.fillRect(x, y, width, height);
};

/** Paints one meter and nothing around it. */
export const paintBar = (context: CanvasRenderingContext2D, cell: Cell, painted: Painted): void => {
	context.fillStyle = colours.ground;
	context.fillRect(cell.x, cell.y, cell.width, cell.height);
	paintTrack(context, trackOf(cell), painted);
	paintLamp(context, cell, painted.bar.clipped);
	if (!cell.upright) paintWords(context, cell, painted);
};
