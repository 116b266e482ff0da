package dev.breakwater.ingest.border;

import java.time.Instant;

/**
 * A request as the book has it.
 *
 * @param number from 1
 */
public record FiledRequest(long number, Instant filedAt, ExportRequest request) {}
