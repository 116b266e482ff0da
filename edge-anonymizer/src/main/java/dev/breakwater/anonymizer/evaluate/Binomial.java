package dev.breakwater.anonymizer.evaluate;

/** How likely a test with a fixed number of independent objects is passed. */
final class Binomial {
  private Binomial() {}

  /**
   * Returns the probability that at least 90 % of the objects are covered.
   *
   * @param objects in scope in the test
   * @param rate true detection rate, in [0, 1]
   */
  static double passChance(int objects, double rate) {
    // In whole numbers, like ClassScore: 180 of 200 is 90 %.
    int least = (9 * objects + 9) / 10;
    if (rate <= 0 || rate >= 1) {
      return rate >= 1 ? 1 : 0;
    }
    // From the likeliest end: P(all) = rate^n, then each term from the one before it.
    double logOdds = Math.log(1 - rate) - Math.log(rate);
    double logTerm = objects * Math.log(rate);
    double sum = Math.exp(logTerm);
    for (int missed = 1; missed <= objects - least; missed++) {
      logTerm += logOdds + Math.log(objects - missed + 1.0) - Math.log(missed);
      sum += Math.exp(logTerm);
    }
    return Math.min(1, sum);
  }
}
