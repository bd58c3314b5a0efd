using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Classifier.Model;

namespace Moderation.Classifier.Scoring;

/// <summary>
/// The model that the service scores with. Without a usable one the service stays up and says so: it takes no messages, which
/// wait in the queue while Moderator holds their comments as not scored.
/// </summary>
public sealed class ModelInUse : IHealthCheck
{
    private ModelInUse(ClassifierModel? model, string? fault)
    {
        Scorer = model is null ? null : new CommentScorer(model);
        Header = model?.Header;
        Fault = fault;
    }

    /// <summary>Null without a usable model.</summary>
    public CommentScorer? Scorer { get; }

    /// <summary>Null without a usable model.</summary>
    public ModelHeader? Header { get; }

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

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(Fault));
}
