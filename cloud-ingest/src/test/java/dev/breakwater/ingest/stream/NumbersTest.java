package dev.breakwater.ingest.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {
  private static final int UNIVERSE = 60;

  /** Whatever the order and the overlaps, it is the set that a plain set is. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void without_anyRangesInAnyOrder_isTheDifference(long seed) {
    var random = new Random(seed);
    Set<Long> named = new TreeSet<>();
    Set<Long> decided = new TreeSet<>();
    Numbers missing = new Numbers();
    var difference = fill(random, named).without(fill(random, decided));
    difference.forEach(range -> missing.add(range.first(), range.last()));
    named.removeAll(decided);
    Set<Long> found = new TreeSet<>();
    difference.forEach(
        range -> {
          for (long i = range.first(); i <= range.last(); i++) {
            assertThat(found.add(i)).as("seed %d", seed).isTrue();
          }
        });
    assertThat(found).as("seed %d", seed).isEqualTo(named);
    assertThat(missing.all()).as("ranges do not touch").isEqualTo(difference);
  }

  private static Numbers fill(Random random, Set<Long> plain) {
    Numbers numbers = new Numbers();
    for (int i = 0; i < 12; i++) {
      long first = random.nextInt(UNIVERSE);
      long last = first + random.nextInt(6);
      numbers.add(first, last);
      for (long each = first; each <= last; each++) {
        plain.add(each);
      }
    }
    return numbers;
  }
}
