package dev.breakwater.policy;

import dev.breakwater.policy.rule.Effect;
import dev.breakwater.policy.rule.Obligation;
import dev.breakwater.policy.rule.Reason;
import dev.breakwater.policy.rule.Rule;
import dev.breakwater.wire.Digest;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** What the policy answers, with the rules that made it answer so. */
public sealed interface Decision {
  /** Returns the rules that decided, at least one, in the order of the pack. */
  List<Rule> because();

  /** Returns the digest of the pack that decided. */
  Digest pack();

  /** Calls the function for this case. */
  <T> T match(
      Function<? super Permit, ? extends T> permit,
      Function<? super Transform, ? extends T> transform,
      Function<? super Deny, ? extends T> deny);

  /** Returns whether the data may go on as it is, with nothing left to do to it. */
  default boolean permitted() {
    return this instanceof Permit;
  }

  /** Returns what the rules that decided do together. */
  default Effect effect() {
    return match(permit -> Effect.PERMIT, transform -> Effect.TRANSFORM, deny -> Effect.DENY);
  }

  /** Returns what has to be done before the data may go on. */
  default Set<Obligation> obligations() {
    return Set.of();
  }

  default List<String> rules() {
    return because().stream().map(Rule::id).toList();
  }

  default List<String> clauses() {
    return because().stream().map(Rule::clause).toList();
  }

  default List<Reason> reasons() {
    return because().stream().map(Rule::reason).toList();
  }

  /** The data may go on as it is. */
  record Permit(List<Rule> because, Digest pack) implements Decision {
    public Permit {
      because = List.copyOf(because);
    }

    @Override
    public <T> T match(
        Function<? super Permit, ? extends T> permit,
        Function<? super Transform, ? extends T> transform,
        Function<? super Deny, ? extends T> deny) {
      return permit.apply(this);
    }
  }

  /** The data may go on once every obligation is fulfilled. */
  record Transform(List<Rule> because, Set<Obligation> obligations, Digest pack)
      implements Decision {
    public Transform {
      because = List.copyOf(because);
      obligations = Set.copyOf(obligations);
    }

    @Override
    public <T> T match(
        Function<? super Permit, ? extends T> permit,
        Function<? super Transform, ? extends T> transform,
        Function<? super Deny, ? extends T> deny) {
      return transform.apply(this);
    }
  }

  /** The data stays where it is. */
  record Deny(List<Rule> because, Digest pack) implements Decision {
    public Deny {
      because = List.copyOf(because);
    }

    @Override
    public <T> T match(
        Function<? super Permit, ? extends T> permit,
        Function<? super Transform, ? extends T> transform,
        Function<? super Deny, ? extends T> deny) {
      return deny.apply(this);
    }
  }
}
