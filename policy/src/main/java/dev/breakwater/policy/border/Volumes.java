package dev.breakwater.policy.border;

/**
 * How many distinct persons one exporter group has exported information about since 1 January,
 * exempt exports left out. A person whose general and sensitive information went is in both counts.
 */
public record Volumes(CountingYear year, long general, long sensitive) {
  /**
   * @throws IllegalArgumentException if a count is negative
   */
  public Volumes {
    if (general < 0 || sensitive < 0) {
      throw new IllegalArgumentException("a number of persons is not negative");
    }
  }

  /** Returns the volumes at the first instant of {@code year}. */
  public static Volumes none(CountingYear year) {
    return new Volumes(year, 0, 0);
  }

  /** Returns how many persons have been exported with {@code information}. */
  long of(PersonalInformation information) {
    return switch (information) {
      case NONE -> 0;
      case GENERAL -> general;
      case SENSITIVE -> sensitive;
    };
  }

  /** Returns these volumes and one more person. */
  Volumes with(PersonalInformation information) {
    return switch (information) {
      case NONE -> this;
      case GENERAL -> new Volumes(year, Math.addExact(general, 1), sensitive);
      case SENSITIVE -> new Volumes(year, general, Math.addExact(sensitive, 1));
    };
  }

  /**
   * Returns the sum. A person counted in both is counted twice, which errs to the stricter route.
   *
   * @throws IllegalArgumentException if {@code other} is of another year
   */
  public Volumes plus(Volumes other) {
    if (!other.year.equals(year)) {
      throw new IllegalArgumentException(other + " is of another year than " + this);
    }
    return new Volumes(
        year, Math.addExact(general, other.general), Math.addExact(sensitive, other.sensitive));
  }
}
