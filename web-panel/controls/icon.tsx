/** Drawn by us, because some tablets have no glyph for them. Strokes on a 24 × 24 field. */
const paths = {
	chain: "M3 12h4m10 0h4M7 8h10v8H7z",
	bay: "M5 7h.01M12 7h.01M19 7h.01M5 17h.01M12 17h.01M19 17h.01M12 9.5v5",
	print: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14m0 5a2 2 0 1 0 0 4 2 2 0 0 0 0-4",
	session: "M6 3h9l4 4v14H6zM9 12h7M9 16h7",
	studio: "M4 4h16v6H4zM4 14h16v6H4zM8 7h.01M8 17h.01",
	undo: "M9 7 4 12l5 5M4 12h10a5 5 0 0 1 0 10h-2",
	stop: "M7 7h10v10H7z",
	warn: "M12 4 2.5 20h19zM12 10v4M12 17h.01",
	note: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5M12 8h.01",
	ok: "m5 12.5 4.5 4.5L19 7.5",
	plus: "M12 5v14M5 12h14",
	close: "M6 6l12 12M18 6 6 18",
	earlier: "M19 12H5m6-6-6 6 6 6",
	later: "M5 12h14m-6-6 6 6-6 6",
	download: "M12 4v11m-5-5 5 5 5-5M5 20h14",
	upload: "M12 20V9m-5 5 5-5 5 5M5 4h14",
	flip: "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16M19 5 5 19",
	lock: "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
	power: "M12 3v8M7 6.5a8 8 0 1 0 10 0",
	find: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13m4.8 11.3L20 20",
	grip: "M5 9h14M5 15h14",
	plug: "M9 3v5m6-5v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4",
	unplug: "M9 3v5m6-5v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4M3 21 21 3",
	turn: "M12 4a8 8 0 1 0 8 8M12 12l5.5-5.5M14 4h4v4",
	mute: "M4 9h4l5-4v14l-5-4H4zM16.5 9.5l5 5m0-5-5 5",
	loud: "M4 9h4l5-4v14l-5-4H4zM16.5 8.5a5 5 0 0 1 0 7M19 6a8.5 8.5 0 0 1 0 12",
	tone: "M2 12c2.5-9 5-9 7.5 0s5 9 7.5 0c1.2-4 2.4-6 4-6.5",
	edit: "M4 20h4L19 9l-4-4L4 16z",
	more: "m6 9 6 6 6-6",
} as const;

export type IconName = keyof typeof paths;

export const Icon = (props: { readonly name: IconName }) => (
	<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
		<path d={paths[props.name]} />
	</svg>
);
