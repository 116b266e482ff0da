package dev.breakwater.agent.plan;

import dev.breakwater.policy.rule.Expression;
import java.time.Duration;

/**
 * When a plan records: while its condition holds, and around that.
 *
 * @param when speaks of the paths of the plan's signals
 * @param before how long before the condition begins to hold
 * @param after how long after it held last
 */
public record Trigger(Expression when, Duration before, Duration after) {}
