/* The part of AG Grid (Community) that the data desk uses: rows fetched as they are scrolled to,
 * sorting by the head, words of the grid in Polish. It is fetched by the page that needs it. */
import {
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
  createGrid,
  themeQuartz,
} from "ag-grid-community";
import { AG_GRID_LOCALE_PL } from "@ag-grid-community/locale";

ModuleRegistry.registerModules([
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  RowApiModule,
  RowStyleModule,
  ScrollApiModule,
]);

window.smupGrid = { createGrid, theme: themeQuartz, words: { pl: AG_GRID_LOCALE_PL } };
