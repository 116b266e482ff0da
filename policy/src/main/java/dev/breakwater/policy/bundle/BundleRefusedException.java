package dev.breakwater.policy.bundle;

/** A bundle is not accepted, and nothing has changed. The caller keeps what it has and reports. */
public final class BundleRefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Refusal refusal;

  public BundleRefusedException(Refusal refusal, String problem) {
    super(problem);
    this.refusal = refusal;
  }

  public Refusal refusal() {
    return refusal;
  }

  public String remedy() {
    return refusal.remedy();
  }
}
