/** How far a finger goes for the whole range of a knob, in CSS pixels. */
export const FULL_TRAVEL = 220;
/** Further to the side than this, or with a second finger down, a knob turns ten times as finely. */
export const SIDEWAYS = 120;
const FINE = 0.1;
/** Less than this is a finger that rests, not one that moves. */
const SLOP = 3;
const CARRY_SLOP = 8;
const DOUBLE_TAP = 350;

/** The travel 0…1 after a finger has moved up by so many pixels; past an end stop nothing is saved up. */
export const travelAfter = (
	travel: number,
	{ up, fine }: { readonly up: number; readonly fine: boolean },
): number => Math.min(1, Math.max(0, travel + ((fine ? FINE : 1) * up) / FULL_TRAVEL));

export type Turning = {
	/** Where the control stands, or nothing if it may not be turned now. */
	readonly from: () => number | undefined;
	readonly began: () => void;
	readonly moved: (travel: number, fine: boolean) => void;
	readonly ended: () => void | Promise<void>;
	readonly doubleTapped: () => void;
};

type Hand = { readonly pointer: number; readonly x: number; y: number; travel: number; moving: boolean };

/** Fingers that rest anywhere but on another control, while a control is being turned. */
const watchOthers = (mine: HTMLElement, pointer: number) => {
	const resting = new Set<number>();
	const down = (event: PointerEvent) => {
		const on = event.target instanceof Element ? event.target.closest("[data-turns]") : null;
		if (event.pointerId !== pointer && (on === null || on === mine)) resting.add(event.pointerId);
	};
	const up = (event: PointerEvent) => resting.delete(event.pointerId);
	window.addEventListener("pointerdown", down, true);
	window.addEventListener("pointerup", up, true);
	window.addEventListener("pointercancel", up, true);
	return {
		any: () => resting.size > 0,
		stop: () => {
			window.removeEventListener("pointerdown", down, true);
			window.removeEventListener("pointerup", up, true);
			window.removeEventListener("pointercancel", up, true);
		},
	};
};

/** Relative vertical drag: the first touch never jumps, a double tap is the default. */
export const turnable = (element: HTMLElement, turning: Turning): void => {
	let hand: Hand | undefined;
	let others: ReturnType<typeof watchOthers> | undefined;
	let tapped = Number.NEGATIVE_INFINITY;

	const grip = (event: PointerEvent) => {
		if (hand || event.button !== 0) return;
		const travel = turning.from();
		if (travel === undefined) return;
		hand = { pointer: event.pointerId, x: event.clientX, y: event.clientY, travel, moving: false };
		others = watchOthers(element, event.pointerId);
		element.setPointerCapture(event.pointerId);
	};

	const move = (event: PointerEvent) => {
		if (hand?.pointer !== event.pointerId) return;
		const up = hand.y - event.clientY;
		if (!hand.moving && Math.abs(up) < SLOP) return;
		if (!hand.moving) turning.began();
		const fine = (others?.any() ?? false) || Math.abs(event.clientX - hand.x) > SIDEWAYS;
		hand.moving = true;
		hand.y = event.clientY;
		hand.travel = travelAfter(hand.travel, { up, fine });
		turning.moved(hand.travel, fine);
	};

	const release = (event: PointerEvent) => {
		if (hand?.pointer !== event.pointerId) return;
		const { moving } = hand;
		hand = undefined;
		others?.stop();
		if (moving) return void turning.ended();
		if (event.type !== "pointerup") return;
		const again = event.timeStamp - tapped < DOUBLE_TAP;
		tapped = again ? Number.NEGATIVE_INFINITY : event.timeStamp;
		if (again) turning.doubleTapped();
	};

	element.dataset.turns = "";
	element.addEventListener("pointerdown", grip);
	element.addEventListener("pointermove", move);
	element.addEventListener("pointerup", release);
	element.addEventListener("pointercancel", release);
	element.addEventListener("lostpointercapture", release);
};

export type Spot = { readonly x: number; readonly y: number };

export type Carrying = {
	readonly lifted: () => void;
	/** Where the finger is, and how far from where it took hold. */
	readonly moved: (at: Spot, by: Spot) => void;
	readonly dropped: (at: Spot) => void;
	readonly cancelled: () => void;
};

/** Takes a card up and carries it; a touch that does not move stays a tap. */
export const carryable = (element: HTMLElement, carrying: Carrying): void => {
	let hold: { readonly pointer: number; readonly from: Spot; lifted: boolean } | undefined;
	let carried = false;
	const spot = ({ clientX: x, clientY: y }: PointerEvent): Spot => ({ x, y });

	element.addEventListener("pointerdown", (event) => {
		carried = false;
		if (hold || event.button !== 0) return;
		hold = { pointer: event.pointerId, from: spot(event), lifted: false };
	});
	element.addEventListener("pointermove", (event) => {
		if (hold?.pointer !== event.pointerId) return;
		const at = spot(event);
		const by = { x: at.x - hold.from.x, y: at.y - hold.from.y };
		if (!hold.lifted && Math.hypot(by.x, by.y) < CARRY_SLOP) return;
		if (!hold.lifted) {
			element.setPointerCapture(event.pointerId);
			carrying.lifted();
		}
		hold.lifted = true;
		carrying.moved(at, by);
	});
	const end = (event: PointerEvent) => {
		if (hold?.pointer !== event.pointerId) return;
		const { lifted } = hold;
		hold = undefined;
		carried = lifted;
		if (!lifted) return;
		if (event.type === "pointerup") carrying.dropped(spot(event));
		else carrying.cancelled();
	};
	element.addEventListener("pointerup", end);
	element.addEventListener("pointercancel", end);
	element.addEventListener("lostpointercapture", end);
	// The click that follows a drop is not a tap.
	element.addEventListener("click", (event) => carried && event.stopImmediatePropagation(), true);
};

export type Pressing = {
	/** 0…1 while it is held, 0 when it was let go. */
	readonly progress: (part: number) => void;
	readonly done: () => void;
};

/** A button that wants to be held for a while, by finger or by Space or Enter. Letting go too early does nothing. */
export const holdable = (element: HTMLElement, milliseconds: number, pressing: Pressing): void => {
	let since: number | undefined;
	const tick = () => {
		if (since === undefined) return;
		const part = Math.min(1, (performance.now() - since) / milliseconds);
		pressing.progress(part);
		if (part < 1) return void requestAnimationFrame(tick);
		since = undefined;
		pressing.progress(0);
		pressing.done();
	};
	const press = () => {
		if (since !== undefined || element.matches(":disabled")) return;
		since = performance.now();
		tick();
	};
	const release = () => {
		since = undefined;
		pressing.progress(0);
	};
	const isPress = (event: KeyboardEvent) => event.key === " " || event.key === "Enter";
	element.addEventListener("pointerdown", (event) => event.button === 0 && press());
	for (const end of ["pointerup", "pointercancel", "pointerleave", "blur", "contextmenu"])
		element.addEventListener(end, release);
	element.addEventListener("keydown", (event) => isPress(event) && !event.repeat && press());
	element.addEventListener("keyup", (event) => isPress(event) && release());
};
