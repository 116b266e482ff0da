package dev.breakwater.ingest.border;

import dev.breakwater.policy.border.Approval;
import dev.breakwater.policy.border.Consignee;
import java.time.Instant;

/**
 * One entry of the register: what was let go, to whom, under what.
 *
 * @param to the recipient as the permits of the release had it
 * @param approval likewise
 * @param keptUntil the first instant at which the record may end (NDSMR Art. 12, PIPL Art. 56)
 */
public record Provision(
    FiledRelease release,
    ExportRequest request,
    Consignee to,
    Approval approval,
    Instant keptUntil) {}
