package dev.breakwater.ingest.receive;

/**
 * How a receiver is: counts since its start, and what it holds now.
 *
 * @param requests whole requests of any kind
 * @param slowed requests answered with 4.29
 * @param committed records that Kafka has
 * @param postponed records answered with 5.03
 * @param waiting records that wait for Kafka's commit
 * @param connections DTLS connections in memory
 * @param certificateEndSeconds when its own certificate ends, seconds since 1970
 */
public record ReceiverProgress(
    long requests,
    long slowed,
    long committed,
    long postponed,
    long waiting,
    long connections,
    long certificateEndSeconds) {}
