-- One row per radio and window, of the newest revision of its home's window.
-- rssi_p10_dbm, _p50_, _p90_: the least bin that this share of the samples is in or below, exact.
CREATE OR REPLACE VIEW radio_window AS
WITH
    (bins, counts, percent) -> if(
        empty(bins),
        NULL,
        bins[arrayFirstIndex(below -> below * 100 >= arraySum(counts) * percent, arrayCumSum(counts))]) AS percentile
SELECT
    home_id,
    radios.endpoint_id[place] AS endpoint_id,
    window_start,
    window_start + toIntervalMillisecond(window_ms) AS window_end,
    radios.radio[place] AS radio,
    radios.band[place] AS band,
    radios.channel[place] AS channel,
    radios.samples[place] AS samples,
    radios.noise_mean_dbm[place] AS noise_mean_dbm,
    radios.rssi_count[place] AS rssi_count,
    radios.rssi_bins[place] AS rssi_bins,
    radios.rssi_counts[place] AS rssi_counts,
    radios.rssi_out_of_range[place] AS rssi_out_of_range,
    radios.rssi_min_dbm[place] AS rssi_min_dbm,
    radios.rssi_max_dbm[place] AS rssi_max_dbm,
    radios.rssi_mean_dbm[place] AS rssi_mean_dbm,
    percentile(radios.rssi_bins[place], radios.rssi_counts[place], 10) AS rssi_p10_dbm,
    percentile(radios.rssi_bins[place], radios.rssi_counts[place], 50) AS rssi_p50_dbm,
    percentile(radios.rssi_bins[place], radios.rssi_counts[place], 90) AS rssi_p90_dbm,
    radio_metrics.channel_utilization_mean_percent[place] AS channel_utilization_mean_percent,
    radio_metrics.channel_utilization_max_percent[place] AS channel_utilization_max_percent,
    radio_metrics.stations_peak[place] AS stations_peak,
    radio_metrics.bytes_sent[place] AS bytes_sent,
    radio_metrics.bytes_received[place] AS bytes_received,
    window_ms,
    clock_epoch,
    revision,
    closed_by,
    row_version,
    kafka_topic,
    kafka_partition,
    kafka_offset,
    inserted_at
FROM home_window_store FINAL
-- By place, so that a question reads only the columns it names.
ARRAY JOIN arrayEnumerate(radios.radio) AS place;
