using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Classifier.Model;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// The model that the service scores with, and one that may score beside it. Both can be exchanged at any moment: whoever scores
/// goes on with what they took. Without a usable one at the start the service stays up and says so: it takes no messages, which
/// wait in the queue while Moderator holds their comments as not scored.
/// </summary>
public sealed class ModelInUse : IHealthCheck
{
    private volatile Loaded? _active;
    private volatile Loaded? _shadow;

    private ModelInUse(ClassifierModel? model, string? fault)
    {
        _active = model is null ? null : new Loaded(model);
        Fault = fault;
    }

    /// <summary>Null without a usable model.</summary>
    public CommentScorer? Scorer => _active?.Scorer;

    /// <summary>Null without a usable model.</summary>
    public ModelHeader? Header => _active?.Header;

    /// <summary>Of the model that scores beside; null when there is none.</summary>
    public CommentScorer? Shadow => _shadow?.Scorer;

    /// <summary>Why there is no usable model.</summary>
    public string? Fault { get; }

    /// <summary>Without a usable model the messages wait in their queue.</summary>
    public static bool IsUsable(IServiceProvider services) => services.GetRequiredService<ModelInUse>().Scorer is not null;

    /// <param name="path">Of the model's file.</param>
    /// <param name="sha256">What is expected of the file, in hexadecimal digits.</param>
    public static ModelInUse From(string path, string sha256)
    {
        try
        {
            return new ModelInUse(ModelFile.Load(path, sha256), fault: null);
        }
        catch (ModelRefusedException refused)
        {
            return new ModelInUse(model: null, refused.Message);
        }
    }

    /// <summary>From the next comment on.</summary>
    public void Use(ClassifierModel model) => _active = new Loaded(model);

    /// <param name="model">Null for none.</param>
    public void UseBeside(ClassifierModel? model) => _shadow = model is null ? null : new Loaded(model);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(Fault));

    /// <summary>Never disposed of: somebody may be scoring with it, and the collector takes it when nobody does.</summary>
    private sealed class Loaded(ClassifierModel model)
    {
        public CommentScorer Scorer { get; } = new(model);

        public ModelHeader Header { get; } = model.Header;
    }
}
