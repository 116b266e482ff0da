package dev.breakwater.policy.border;

import java.util.Set;
import java.util.function.Function;

/** The route that the law demands for an export. */
public sealed interface Route {
  Basis basis();

  /** Returns what is due to the person; empty if nobody's information leaves. */
  default Set<Duty> duties() {
    return Set.of();
  }

  /**
   * Returns whether the person counts towards the volumes of the year once the export is made; if
   * so, {@link Export#volumes()} are the new ones. Exempt exports do not count, but for those that
   * are exempt by their number.
   */
  boolean counts();

  /** Calls the function for this case. */
  <T> T match(
      Function<? super NotAnExport, ? extends T> notAnExport,
      Function<? super Blocked, ? extends T> blocked,
      Function<? super SecurityAssessment, ? extends T> assessment,
      Function<? super ContractOrCertification, ? extends T> contractOrCertification,
      Function<? super Exempt, ? extends T> exempt);

  /** Nothing leaves the country. */
  record NotAnExport(Basis basis) implements Route {
    @Override
    public boolean counts() {
      return false;
    }

    @Override
    public <T> T match(
        Function<? super NotAnExport, ? extends T> notAnExport,
        Function<? super Blocked, ? extends T> blocked,
        Function<? super SecurityAssessment, ? extends T> assessment,
        Function<? super ContractOrCertification, ? extends T> contractOrCertification,
        Function<? super Exempt, ? extends T> exempt) {
      return notAnExport.apply(this);
    }
  }

  /** No route is open; the data stays. */
  record Blocked(Basis basis) implements Route {
    @Override
    public boolean counts() {
      return false;
    }

    @Override
    public <T> T match(
        Function<? super NotAnExport, ? extends T> notAnExport,
        Function<? super Blocked, ? extends T> blocked,
        Function<? super SecurityAssessment, ? extends T> assessment,
        Function<? super ContractOrCertification, ? extends T> contractOrCertification,
        Function<? super Exempt, ? extends T> exempt) {
      return blocked.apply(this);
    }
  }

  /** The authority has to have passed a security assessment of the export. */
  record SecurityAssessment(Basis basis, Set<Duty> duties) implements Route {
    public SecurityAssessment {
      duties = Set.copyOf(duties);
    }

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public <T> T match(
        Function<? super NotAnExport, ? extends T> notAnExport,
        Function<? super Blocked, ? extends T> blocked,
        Function<? super SecurityAssessment, ? extends T> assessment,
        Function<? super ContractOrCertification, ? extends T> contractOrCertification,
        Function<? super Exempt, ? extends T> exempt) {
      return assessment.apply(this);
    }
  }

  /** A filed standard contract or a certificate has to cover the export. */
  record ContractOrCertification(Basis basis, Set<Duty> duties) implements Route {
    public ContractOrCertification {
      duties = Set.copyOf(duties);
    }

    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public <T> T match(
        Function<? super NotAnExport, ? extends T> notAnExport,
        Function<? super Blocked, ? extends T> blocked,
        Function<? super SecurityAssessment, ? extends T> assessment,
        Function<? super ContractOrCertification, ? extends T> contractOrCertification,
        Function<? super Exempt, ? extends T> exempt) {
      return contractOrCertification.apply(this);
    }
  }

  /** Neither assessment, contract nor certificate is demanded; the duties remain. */
  record Exempt(Basis basis, Set<Duty> duties, boolean counts) implements Route {
    public Exempt {
      duties = Set.copyOf(duties);
    }

    @Override
    public <T> T match(
        Function<? super NotAnExport, ? extends T> notAnExport,
        Function<? super Blocked, ? extends T> blocked,
        Function<? super SecurityAssessment, ? extends T> assessment,
        Function<? super ContractOrCertification, ? extends T> contractOrCertification,
        Function<? super Exempt, ? extends T> exempt) {
      return exempt.apply(this);
    }
  }
}
