using Moderation.Classifier.Features;
using Moderation.Classifier.Model;
using Moderation.Classifier.Perspective;
using Moderation.Classifier.Registry;
using Moderation.Contracts;
using Npgsql;

namespace Moderation.Classifier.Learning;

/// <summary>Makes candidates of people's decisions: reads them, learns, and puts the model into the registry.</summary>
internal sealed partial class LearningJob(
    TrainingStore trainings,
    RegistryStore registry,
    DecisionClient decisions,
    FeedbackStore feedback,
    LearningOptions options,
    PerspectiveOptions perspective,
    ChosenModel shipped,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<LearningJob> log
)
{
    /// <param name="by">Who asks for it; null for the machine.</param>
    /// <param name="why">In their words.</param>
    /// <returns>How it ends; null while another goes on.</returns>
    public async Task<Task?> BeginAsync(Guid? by, string why) =>
        await trainings.TryBeginAsync(by, why) is { } running ? RunAsync(running, by, why) : null;

    private async Task RunAsync(RunningTraining running, Guid? by, string why)
    {
        await using var held = running;
        var stopping = lifetime.ApplicationStopping;
        try
        {
            var read = new List<DecidedComment>();
            await foreach (var decision in decisions.ReadAsync(options.Most, since: null, stopping))
                read.Add(decision);
            var latest = DecidedComment.Latest(read);
            var suggested = await SuggestedAsync(stopping);
            await trainings.ProgressAsync(running.Id, "learning", 0.05f, latest.Count);
            var name = $"learnt-{time.GetUtcNow():yyyyMMdd}-{running.Id}";
            var learner = new DecisionLearner(ModelFile.Load(shipped.Path, shipped.Sha256), options.HalfLife);
            var learned = await LowPriority.RunAsync(() =>
                learner.Learn(name, latest, suggested, progress => Tell(running.Id, progress, latest.Count), stopping)
            );
            await trainings.ProgressAsync(running.Id, "storing", 0.95f, latest.Count);
            var model = await registry.AddAsync(
                new NewModel(
                    learned.Model.Header,
                    ModelFile.Write(learned.Model),
                    Shipped: false,
                    learned.Decisions,
                    learned.Figures,
                    by,
                    why
                ),
                stopping
            );
            await trainings.EndAsync(running, TrainingState.Done, model, fault: null);
            LogLearned(log, name, latest.Count, learned.Figures.Auc.Value, learned.Figures.BaseAuc.Value);
        }
        catch (LearningRefusedException refused)
        {
            await EndAsync(running, TrainingState.Refused, refused.Code);
            LogRefused(log, refused.Message);
        }
        catch (Exception exception)
        {
            // Not its message, which could quote a text.
            await EndAsync(
                running,
                TrainingState.Failed,
                stopping.IsCancellationRequested ? LearningFaults.Interrupted : LearningFaults.Failed
            );
            LogFailed(log, exception.GetType().Name);
        }
    }

    /// <returns>None, unless it is configured that these are learned from.</returns>
    private async Task<IReadOnlyList<Suggestion>> SuggestedAsync(CancellationToken cancellationToken)
    {
        if (!perspective.Teaches)
            return [];
        var (latest, _) = await feedback.LatestAsync(options.Most, cancellationToken);
        return
        [
            .. from one in latest
            where ScoreLabels.Named(one.ScoredAs) is not null
            select new Suggestion(
                new CommentInput("", one.Text, ""),
                ScoreLabels.Named(one.ScoredAs)!.Label,
                one.SaysYes,
                one.ReceivedAt
            ),
        ];
    }

    private void Tell(long id, LearningProgress progress, int decisions)
    {
        try
        {
            trainings.ProgressAsync(id, progress.Step, progress.Done * 0.9f, decisions).GetAwaiter().GetResult();
        }
        catch (NpgsqlException)
        {
            // What was not told is told by the next step.
        }
    }

    private async Task EndAsync(RunningTraining running, TrainingState state, string fault)
    {
        try
        {
            await trainings.EndAsync(running, state, model: null, fault);
        }
        catch (NpgsqlException exception)
        {
            // Whoever looks finds the lock gone, and calls the training interrupted.
            LogFailed(log, exception.GetType().Name);
        }
    }

    [LoggerMessage(
        LogLevel.Information,
        "The model {Model} has learned from {Decisions} decisions: AUC {Auc:0.000} on the newest, {BaseAuc:0.000} without them."
    )]
    private static partial void LogLearned(ILogger logger, string model, int decisions, double auc, double baseAuc);

    [LoggerMessage(LogLevel.Warning, "No model was learned from decisions ({Reason}); the one in use serves on.")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Error, "A training on decisions failed ({Reason}); the model in use serves on.")]
    private static partial void LogFailed(ILogger logger, string reason);
}
