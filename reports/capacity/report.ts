import type { ReportKind } from "../report.ts";
import { bandsPage } from "./bands.ts";
import { busyHourPage } from "./busy-hour.ts";
import { congestionPage } from "./congestion.ts";
import { devicesPage } from "./devices.ts";
import { growthPage } from "./growth.ts";
import { hostsPage } from "./hosts.ts";
import { pipelinePage } from "./pipeline.ts";
import { roamingPage } from "./roaming.ts";
import { rssiPage } from "./rssi.ts";
import { summaryPage } from "./summary.ts";

/** What a planner asks every week. */
export const capacityReport: ReportKind = {
  name: "capacity",
  title: "Capacity",
  pages: [
    summaryPage,
    busyHourPage,
    hostsPage,
    bandsPage,
    rssiPage,
    congestionPage,
    roamingPage,
    devicesPage,
    growthPage,
    pipelinePage,
  ],
};
