// The page of a grid: its contact sheet, outside of any job.
import { connectSheet } from "./sheet.js";

connectSheet(document, new AbortController().signal);
