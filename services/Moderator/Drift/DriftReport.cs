using Moderation.Contracts;
using Moderation.Moderator.Models;

namespace Moderation.Moderator.Drift;

public enum DriftKind
{
    /// <summary>Scores are spread otherwise than before.</summary>
    ScoresMoved,

    /// <summary>The model tells less well what people reject.</summary>
    AgreementFell,

    /// <summary>More words can be no Vietnamese.</summary>
    StrangeWords,
}

/// <summary>Something is no longer as it was.</summary>
/// <param name="Kind">What.</param>
/// <param name="Label">Whose scores moved; empty for the risk, null where it is not about scores.</param>
/// <param name="Before">The figure of the weeks before; 0 of scores that moved.</param>
/// <param name="Now">That of the last seven days; of scores, the population stability index.</param>
public sealed record DriftAlarm(DriftKind Kind, string? Label, double Before, double Now);

/// <summary>One week, of the model in use.</summary>
/// <param name="From">Its first day.</param>
/// <param name="Models">Those that scored in it, the one with the most comments first.</param>
/// <param name="Scored">Comments that the model in use scored.</param>
/// <param name="Shares">How the risks of these are spread over the tenths from 0 to 1; empty without any.</param>
/// <param name="Agreement">The area under the curve of its risk, on what people decided; null while there is too little.</param>
/// <param name="Strange">The share of words that can be no Vietnamese; null where no comment was looked at.</param>
public sealed record DriftWeek(
    DateOnly From,
    IReadOnlyList<string> Models,
    int Scored,
    IReadOnlyList<double> Shares,
    Interval? Agreement,
    double? Strange
);

/// <summary>
/// Whether comments and people are still as they were when the model in use began: the last seven days against the four weeks
/// before them.
/// </summary>
/// <param name="Model">The one that scored most of the last seven days; null when none did.</param>
/// <param name="Weeks">The newest first.</param>
/// <param name="Missing">How many comments of this model either side still needs for scores to be compared.</param>
/// <param name="Alarms">What is no longer as it was.</param>
public sealed record DriftReport(string? Model, IReadOnlyList<DriftWeek> Weeks, int Missing, IReadOnlyList<DriftAlarm> Alarms)
{
    private const int Tenths = 10;
    private const int WeeksBefore = 4;

    /// <summary>Of fewer comments the index is mostly chance: about 18 / 500 where nothing moved.</summary>
    private const int EnoughScored = 500;

    private const int EnoughWords = 5_000;

    /// <summary>The usual reading of the index: beneath .1 nothing, above .25 much.</summary>
    private const double MuchMoved = 0.25;

    private const double MuchLess = 0.03;
    private const double MoreWords = 0.02;

    /// <summary>
    /// Whether decisions of before say no longer how this model does now, so that nothing that was proven on them holds: its
    /// risks are spread otherwise, or tell less well what people reject.
    /// </summary>
    public bool Unsettles(string model) =>
        Model == model
        && Alarms.Any(alarm => alarm is { Kind: DriftKind.AgreementFell } or { Kind: DriftKind.ScoresMoved, Label: "" });

    /// <param name="weeks">The newest first, and at least two.</param>
    public static DriftReport Of(IReadOnlyList<Week> weeks)
    {
        var model = ModelsOf(weeks[0]).FirstOrDefault();
        var before = Week.Of([.. weeks.Skip(1).Take(WeeksBefore)]);
        List<DriftAlarm> alarms = [];
        var missing = 0;
        if (model is not null)
        {
            missing = Math.Max(0, EnoughScored - Math.Min(Count(weeks[0], model), Count(before, model)));
            if (missing == 0)
                alarms.AddRange(Moved(weeks[0], before, model));
            if (Fell(weeks[0].Agreement(model), before.Agreement(model)) is { } fell)
                alarms.Add(fell);
        }
        if (Stranger(weeks[0], before) is { } stranger)
            alarms.Add(stranger);
        return new(model, [.. weeks.Select(week => Shown(week, model))], missing, alarms);
    }

    /// <summary>
    /// The population stability index of two distributions (Siddiqi, Credit Risk Scorecards, 2006), each bin with half a comment
    /// more, so that an empty one is not infinitely far.
    /// </summary>
    public static double StabilityIndex(IReadOnlyList<int> now, IReadOnlyList<int> before)
    {
        var (all, allBefore) = (now.Sum() + (now.Count / 2.0), before.Sum() + (before.Count / 2.0));
        return now.Zip(before, (a, b) => (Share: (a + 0.5) / all, Before: (b + 0.5) / allBefore))
            .Sum(bin => (bin.Share - bin.Before) * Math.Log(bin.Share / bin.Before));
    }

    private static IEnumerable<DriftAlarm> Moved(Week now, Week before, string model) =>
        from label in ScoreLabels.All.Select(row => row.Name).Prepend("")
        let index = StabilityIndex(InTenths(now.Scored(model, label)), InTenths(before.Scored(model, label)))
        where index >= MuchMoved
        select new DriftAlarm(DriftKind.ScoresMoved, label, 0, index);

    /// <summary>By more than chance, and by enough to matter.</summary>
    private static DriftAlarm? Fell(Interval? now, Interval? before) =>
        now is not null && before is not null && now.High < before.Low && before.Value - now.Value >= MuchLess
            ? new(DriftKind.AgreementFell, null, before.Value, now.Value)
            : null;

    private static DriftAlarm? Stranger(Week now, Week before)
    {
        if (Math.Min(now.Words, before.Words) < EnoughWords)
            return null;
        var (share, shareBefore) = ((double)now.Strange / now.Words, (double)before.Strange / before.Words);
        return share - shareBefore >= MoreWords && share >= 1.5 * shareBefore
            ? new(DriftKind.StrangeWords, null, shareBefore, share)
            : null;
    }

    private static DriftWeek Shown(Week week, string? model)
    {
        var bins = model is null ? new int[Tenths] : InTenths(week.Scored(model, ""));
        var scored = bins.Sum();
        return new(
            week.From,
            [.. ModelsOf(week)],
            scored,
            scored == 0 ? [] : [.. bins.Select(bin => (double)bin / scored)],
            model is null ? null : week.Agreement(model),
            week.Words == 0 ? null : (double)week.Strange / week.Words
        );
    }

    private static IEnumerable<string> ModelsOf(Week week) =>
        week.Bins.Where(bin => bin.Label.Length == 0)
            .GroupBy(bin => bin.Model, StringComparer.Ordinal)
            .OrderByDescending(model => model.Sum(bin => bin.Scored))
            .ThenBy(model => model.Key, StringComparer.Ordinal)
            .Select(model => model.Key);

    private static int Count(Week week, string model) => week.Scored(model, "").Sum();

    private static int[] InTenths(int[] bins) => [.. bins.Chunk(Week.BinCount / Tenths).Select(tenth => tenth.Sum())];
}
