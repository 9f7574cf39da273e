/** The views, in the order in which a person would meet them, and what a row of each is. */
export const viewRows = {
  station_observation: "a Wi-Fi station in a report, as its access point sees it",
  host_observation: "a LAN device in a report, wired too",
  radio_observation: "a radio in a report",
  access_point_observation: "a BSS or an SSID in a report",
  gateway_observation: "the gateway itself in a report: model, firmware, uptime, memory",
  interface_observation: "an IP or Ethernet interface in a report",
  mesh_node_observation: "a node of the home's Wi-Fi mesh and its backhaul, in a report",
  heard_station_observation: "a station that a radio hears though it is not on it, in a report",
  heard_bss_observation: "another BSS that a radio hears, in a report",
  station_traffic: "what a station sent and received between two reports",
  parameter: "a reported value that maps to no column",
  notification: "a Notify, a connect or a disconnect, an Inform",
  periodic_statistic: "a sample that a gateway took itself (PeriodicStatistics)",
  telemetry_event: "one report or notification, and how many rows it carried",
  home_window: "a home in a minute: coverage, joins, leaves, RSSI, traffic",
  station_window: "a station in a minute",
  radio_window: "a radio in a minute",
  stream_window: "a stream of reports in a minute",
  association_change: "a join, a leave or a roam; a host that came or went",
  alert: "a transition of an alert",
  alert_current: "an alert as it is now; what fires: state = 'firing'",
  home_quarter_hour: "a home in a quarter hour, per firmware it had",
  home_hour: "a home in an hour, per firmware it had",
  home_day: "a home in a day (UTC), per firmware it had",
  band_quarter_hour: "a band of a home in a quarter hour",
  band_hour: "a band of a home in an hour",
  band_day: "a band of a home in a day (UTC)",
  radio_quarter_hour: "a radio in a quarter hour",
  radio_hour: "a radio in an hour",
  radio_day: "a radio in a day (UTC)",
  station_hour: "a station on a band of an endpoint in an hour",
  station_day: "a station on a band of an endpoint in a day (UTC)",
  home_dimension: "a home in a span of time: its place, tariff, model, firmware",
  home_inventory: "a gateway in the inventory and how long that holds",
  home_period: "a home's places, for other views to look up",
  dead_letter: "a piece of a message not understood, why; pieces share a digest",
  pipeline_progress: "how far a partition of a topic is inserted",
  ledger: "records of an hour at a stage, by topic, partition and fate",
} as const;

export type ViewName = keyof typeof viewRows;

export const viewNames = Object.keys(viewRows) as readonly ViewName[];

export const isViewName = (name: string): name is ViewName => Object.hasOwn(viewRows, name);
