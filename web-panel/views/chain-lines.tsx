import { For, Index } from "solid-js";
import { converterLines } from "#model/converter-line.ts";
import { sayPort } from "#model/studio.ts";
import { usePanel } from "../panel.ts";

type Props = {
	/** "Send", "Dry return" */
	readonly what: string;
	readonly direction: "in" | "out";
	/** What each side is called, one list a side. */
	readonly sides: readonly string[];
	readonly lines: readonly number[];
	readonly onLines: (lines: number[]) => void;
};

/** One list a side: which line of the interface it uses. */
export const ChainLines = (props: Props) => {
	const { whole } = usePanel();
	const lines = () => [...converterLines(whole.studio, props.direction)];
	return (
		<div class="pair">
			<Index each={props.sides}>
				{(side, i) => (
					<label class="labelled">
						{props.what} {side()}
						<select
							class="field"
							onChange={(event) => props.onLines(props.lines.with(i, Number(event.currentTarget.value)))}
						>
							<For each={lines()}>
								{([line, ports]) => (
									<option value={line} selected={props.lines[i] === line}>
										{ports.map((port) => sayPort(whole.studio, port)).join(", ")}
									</option>
								)}
							</For>
						</select>
					</label>
				)}
			</Index>
		</div>
	);
};
