package dev.breakwater.agent.statutory;

/** What the statutory lane is told: who reports, where to, when, and how much is kept. */
public record StatutorySettings(
    Terminal terminal, Platform platform, Schedule schedule, StoreSettings store) {}
