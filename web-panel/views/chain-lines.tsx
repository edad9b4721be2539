import { For, Index } from "solid-js";
import { converterLines } from "#model/chain.ts";
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
	const ports = () => converterLines(whole.studio, props.direction);
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
							<For each={ports()}>
								{(port, line) => (
									<option value={line() + 1} selected={props.lines[i] === line() + 1}>
										{sayPort(whole.studio, port)}
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
