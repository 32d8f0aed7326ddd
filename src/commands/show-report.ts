import type { Report } from "../train/report.ts";
import { reportTable } from "../train/report-table.ts";

/** On stdout: a table for people, or one JSON object. */
export function showReport(report: Report, json: boolean): void {
  process.stdout.write(`${json ? JSON.stringify(report) : reportTable(report)}\n`);
}
