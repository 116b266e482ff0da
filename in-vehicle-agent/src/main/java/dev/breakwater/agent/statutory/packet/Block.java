package dev.breakwater.agent.statutory.packet;

/**
 * One type of information in a report.
 *
 * @param row of the table's fields
 */
public record Block(Table table, Row row) {}
