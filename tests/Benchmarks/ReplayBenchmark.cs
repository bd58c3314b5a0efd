using System.Diagnostics;
using System.Globalization;
using Moderation.Classifier.Data;
using Moderation.Classifier.Evaluation;
using Moderation.Classifier.Features;
using Moderation.Classifier.Learning;
using Moderation.Classifier.Model;
using Moderation.Classifier.Scoring;
using Moderation.Contracts;
using Moderation.Moderator.Lanes;
using Spectre.Console;

namespace Moderation.Benchmarks;

/// <summary>
/// A public file arrives as a newsroom's decisions, in its order: what it calls toxic is rejected as a personal attack. After
/// each so many a model learns from those so far; beside it stands the model as shipped. The publish lane takes its threshold
/// from the scores that comments had when they came, by the model of that moment, and publishes of the rest of the file.
/// </summary>
internal static class ReplayBenchmark
{
    private static readonly double[] Budgets = [0.01, 0.03];

    /// <param name="Decisions">So far.</param>
    /// <param name="Shipped">Area under the curve on the dev file.</param>
    /// <param name="Learnt">The same of the learned rejection.</param>
    /// <param name="Seconds">That learning took.</param>
    /// <param name="Lanes">For each budget, the share of the rest that is published, and how much of it is toxic.</param>
    private sealed record Step(
        int Decisions,
        double Shipped,
        double Learnt,
        double Seconds,
        IReadOnlyList<(double Share, double Error)> Lanes
    );

    /// <param name="train">Labelled comments that arrive.</param>
    /// <param name="dev">Labelled comments that measure.</param>
    /// <param name="model">The model that is built on.</param>
    /// <param name="every">How many decisions lie between two trainings.</param>
    /// <param name="flip">The share of decisions that are turned round.</param>
    /// <param name="chart">Where the picture goes; null for none.</param>
    public static void Run(string train, string dev, string model, int every, double flip, string? chart)
    {
        var shipped = ModelFile.Load(model);
        var arriving = Read(train);
        var measuring = Read(dev);
        var decisions = Poisoned(arriving, flip);
        var steps = new List<Step>();
        var seen = new List<ScoredDecision>();
        using var risk = new CommentScorer(shipped);
        var shippedAuc = AucOf(measuring, comment => RiskOf(risk.Score(comment.Input)));
        string[] published = [.. Budgets.Select(budget => Invariant($"published at {budget:0 %}, error"))];
        var table = new Table().AddColumns(["decisions", "AUC shipped", "AUC learnt", "seconds", .. published]);
        for (var count = every; count <= decisions.Count; count += every)
        {
            var begin = Stopwatch.GetTimestamp();
            var learned = new DecisionLearner(shipped, TimeSpan.FromDays(180)).Learn(
                "replay",
                [.. decisions.Take(count)],
                [],
                _ => { },
                CancellationToken.None
            );
            var seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
            using var scorer = new CommentScorer(learned.Model);
            var lanes = Budgets.Select(budget => PublishedOf(budget, seen, scorer, arriving[count..])).ToList();
            steps.Add(new Step(count, shippedAuc, AucOf(measuring, c => scorer.Rate(c.Input).Rejection!.Value), seconds, lanes));
            seen.AddRange(
                decisions
                    .Skip(count)
                    .Take(every)
                    .Select(d => new ScoredDecision(scorer.Rate(d.Input).Rejection!.Value, d.Rejected))
            );
            Add(table, steps[^1]);
        }

        AnsiConsole.Write(table);
        TellShadowsCost(shipped, decisions);
        if (chart is not null)
            File.WriteAllText(chart, Draw(steps));
    }

    /// <summary>What a candidate that scores beside costs, of the time that the model in use takes with its words.</summary>
    private static void TellShadowsCost(ClassifierModel model, List<DecidedComment> comments)
    {
        using var scorer = new CommentScorer(model);
        using var shadow = new CommentScorer(model);
        double SecondsOf(Action<DecidedComment> score)
        {
            comments.ForEach(score);
            var begin = Environment.CpuUsage.TotalTime;
            for (var round = 0; round < 5; round++)
                comments.ForEach(score);
            return (Environment.CpuUsage.TotalTime - begin).TotalSeconds;
        }

        var alone = SecondsOf(comment => scorer.Judge(TextOf(comment), comment.Input.Headline));
        var beside = SecondsOf(comment => shadow.Rate(TextOf(comment), comment.Input.Headline));
        var (without, with) = (5 * comments.Count / alone, 5 * comments.Count / (alone + beside));
        AnsiConsole.WriteLine(Invariant($"{without:#,0} comments a second of one core, {with:#,0} with a candidate beside"));
    }

    private static CommentText TextOf(DecidedComment comment) =>
        new()
        {
            Name = "Bạn đọc",
            Title = comment.Input.Title,
            Content = comment.Input.Content,
        };

    private static (double Share, double Error) PublishedOf(
        double budget,
        List<ScoredDecision> seen,
        CommentScorer scorer,
        List<DecidedComment> rest
    )
    {
        if (seen.Count == 0 || rest.Count == 0 || ThresholdSearch.Find(seen, budget).Threshold is not { } threshold)
            return (0, 0);
        var published = rest.FindAll(comment => scorer.Rate(comment.Input).Rejection!.Value < threshold);
        return (
            (double)published.Count / rest.Count,
            published.Count == 0 ? 0 : (double)published.Count(comment => comment.Rejected) / published.Count
        );
    }

    private static List<DecidedComment> Read(string path) =>
        [
            .. DataFile
                .Read(path)
                .Comments.Index()
                .Where(comment => comment.Item.Is(ScoreLabel.Toxicity) is not null)
                .Select(comment => Decided(comment.Index, comment.Item.Input, comment.Item.Is(ScoreLabel.Toxicity)!.Value)),
        ];

    private static DecidedComment Decided(int minute, CommentInput input, bool toxic) =>
        new(
            minute.ToString(CultureInfo.InvariantCulture),
            input,
            toxic,
            toxic ? RejectReason.PersonalAttack : null,
            DateTimeOffset.UnixEpoch.AddMinutes(minute)
        );

    private static List<DecidedComment> Poisoned(List<DecidedComment> decisions, double share)
    {
        var random = new Random(20261130);
        return decisions.ConvertAll(decision =>
            random.NextDouble() < share
                ? decision with
                {
                    Rejected = !decision.Rejected,
                    Reason = decision.Rejected ? null : RejectReason.PersonalAttack,
                }
                : decision
        );
    }

    private static double AucOf(List<DecidedComment> comments, Func<DecidedComment, float> score) =>
        Measures.Of([.. comments.Select(comment => (score(comment), comment.Rejected))]).RocAuc;

    private static float RiskOf(Scores scores) => ScoreLabels.Unwanted.Max(row => scores[row.Label] ?? 0);

    private static void Add(Table table, Step step)
    {
        string[] lanes = [.. step.Lanes.Select(lane => Invariant($"{lane.Share:0.0 %}, {lane.Error:0.00 %}"))];
        table.AddRow(
            [
                Invariant($"{step.Decisions:#,0}"),
                Invariant($"{step.Shipped:.000}"),
                Invariant($"{step.Learnt:.000}"),
                Invariant($"{step.Seconds:0.0}"),
                .. lanes,
            ]
        );
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Draw(List<Step> steps)
    {
        var last = (double)steps[^1].Decisions;
        var plot = new SvgPlot("What a model learns from decisions", Invariant($"decisions, of {last:#,0}"), "AUC, share").Axes();
        plot.Line(steps.Select(step => (step.Decisions / last, step.Shipped)), "#999", 2);
        plot.Line(steps.Select(step => (step.Decisions / last, step.Learnt)), "#1f5fa8", 2);
        string[] colours = ["#2e7d32", "#b26a00"];
        foreach (var (at, colour) in colours.Index())
            plot.Line(steps.Where(s => s.Decisions < last).Select(s => (s.Decisions / last, s.Lanes[at].Share)), colour, 2);
        plot.Text(0.8, steps[^1].Learnt + 0.03, "learnt").Text(0.8, steps[^1].Shipped + 0.03, "shipped");
        foreach (var (at, budget) in Budgets.Index())
            plot.Text(0.75, steps[^2].Lanes[at].Share + 0.03, Invariant($"published at {budget:0 %}"));
        return plot.ToString();
    }
}
