namespace Moderation.Moderator.Lanes;

/// <summary>
/// Finds the loosest threshold whose share of wrong decisions is proven to keep a budget: learn then test (Angelopoulos, Bates,
/// Candès, Jordan and Lei, Annals of Applied Statistics 19(2), 2025) by fixed-sequence testing. Every fifth decision lays out a
/// ladder of thresholds, and where on it the search begins; the others test one after the other, each by the exact binomial
/// chance of so few wrong ones at the budget, until the first that is not below the level. Ladder and beginning are given before
/// the first test, so the chance that the threshold found breaks the budget is at most the level, for any model and any
/// distribution of scores, as long as what comes is like what was decided.
/// </summary>
public static class ThresholdSearch
{
    private const int Rungs = 200;
    private const int Every = 5;

    /// <summary>More than so many times the decisions is called no number.</summary>
    private const double Farthest = 100;

    /// <param name="decisions">In the order in which the comments came.</param>
    /// <param name="budget">The share of the lane's decisions that may be wrong, above 0 and below 1.</param>
    /// <param name="level">The chance that the threshold breaks the budget after all.</param>
    public static LaneFit Find(IReadOnlyList<ScoredDecision> decisions, double budget, double level = 0.05)
    {
        ArgumentNullException.ThrowIfNull(decisions);
        var layout = new Tally(decisions.Where((_, place) => place % Every == 0));
        var test = new Tally(decisions.Where((_, place) => place % Every != 0));
        var ladder = layout.Ladder(Rungs);
        var found = -1;
        for (var rung = Begin(ladder, layout, budget); rung >= 0 && rung < ladder.Count; rung++)
        {
            var (taken, wrong) = test.Below(ladder[rung]);
            if (Binomial.AtMost(wrong, taken, budget) > level)
                break;
            found = rung;
        }
        if (found < 0)
            return new LaneFit(null, decisions.Count, test.Count, 0, 0, 1, Needed(decisions, budget, level));
        var (all, bad) = test.Below(ladder[found]);
        return new LaneFit(ladder[found], decisions.Count, test.Count, all, bad, Binomial.Upper(bad, all, level), null);
    }

    /// <summary>The rung that most surely passes, as far as the layout's own decisions tell.</summary>
    /// <returns>-1 without any.</returns>
    private static int Begin(IReadOnlyList<double> ladder, Tally layout, double budget)
    {
        var (best, least) = (-1, double.PositiveInfinity);
        for (var rung = 0; rung < ladder.Count; rung++)
        {
            var (taken, wrong) = layout.Below(ladder[rung]);
            // One more wrong one, so that few decisions without any do not look surer than many with few.
            var chance = Binomial.AtMost((Every - 1) * (wrong + 1L), (Every - 1) * (taken + 1L), budget);
            if (chance <= least)
                (best, least) = (rung, chance);
        }
        return best;
    }

    private static int? Needed(IReadOnlyList<ScoredDecision> decisions, double budget, double level)
    {
        var fewest = (int)Math.Ceiling((double)Binomial.Fewest(budget, level) * Every / (Every - 1));
        if (decisions.Count == 0)
            return fewest;
        var all = new Tally(decisions);
        var times = all.Ladder(Rungs).Select(rung => Times(all.Below(rung), budget, level)).Min();
        return times > Farthest
            ? null
            : Math.Max(1, Math.Max(fewest, (int)Math.Ceiling(times * decisions.Count)) - decisions.Count);
    }

    /// <summary>How many times the decisions there must be until a rung passes, if they stay as they are.</summary>
    private static double Times((int Taken, int Wrong) seen, double budget, double level)
    {
        const double Step = 1.1;
        for (var times = Step; seen.Taken > 0 && times <= Farthest; times *= Step)
        {
            var tested = times * (Every - 1) / Every;
            var of = (long)(tested * seen.Taken);
            if (Binomial.AtMost(Math.Min(of, (long)Math.Ceiling(tested * seen.Wrong)), of, budget) <= level)
                return times;
        }
        return double.PositiveInfinity;
    }

    /// <summary>Decisions by score, and how many of them are wrong up to each.</summary>
    private sealed class Tally
    {
        private readonly double[] _scores;
        private readonly int[] _wrong;

        public Tally(IEnumerable<ScoredDecision> decisions)
        {
            ScoredDecision[] sorted = [.. decisions.OrderBy(decision => decision.Score)];
            _scores = Array.ConvertAll(sorted, decision => decision.Score);
            _wrong = new int[sorted.Length + 1];
            for (var i = 0; i < sorted.Length; i++)
                _wrong[i + 1] = _wrong[i] + (sorted[i].IsWrong ? 1 : 0);
        }

        public int Count => _scores.Length;

        /// <summary>Scores that occur, evenly spread over the decisions, ascending.</summary>
        public IReadOnlyList<double> Ladder(int rungs) =>
            [.. Enumerable.Range(1, rungs).Select(rung => (int)((long)rung * Count / rungs) - 1).Where(place => place >= 0)
                .Select(place => _scores[place]).Distinct()];

        /// <summary>What is scored strictly below: of equal scores all are taken, or none.</summary>
        public (int Taken, int Wrong) Below(double threshold)
        {
            var (low, high) = (0, Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_scores[middle] < threshold)
                    low = middle + 1;
                else
                    high = middle;
            }
            return (low, _wrong[low]);
        }
    }
}
