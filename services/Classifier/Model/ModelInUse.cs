using System.CommandLine;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Moderation.Classifier.Scoring;

namespace Moderation.Classifier.Model;

/// <summary>
/// The model that the service scores with. Without a usable one the service stays up and says so: it takes no messages, which wait in the queue
/// while Moderator holds their comments as not scored.
/// </summary>
public sealed class ModelInUse : IHealthCheck
{
    private readonly string? _fault;

    private ModelInUse(CommentScorer? scorer, string? fault)
    {
        Scorer = scorer;
        _fault = fault;
    }

    /// <summary>Null without a usable model.</summary>
    public CommentScorer? Scorer { get; }

    public static ModelInUse From(string path)
    {
        try
        {
            return new ModelInUse(new CommentScorer(ModelFile.Load(path)), fault: null);
        }
        catch (ModelRefusedException refused)
        {
            return new ModelInUse(scorer: null, refused.Message);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(_fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(_fault));
}

/// <summary>Loads the model that <c>Model:Path</c> names, by default the committed one beside the binary.</summary>
internal static class ModelSetup
{
    /// <summary>The verbs' <c>--model</c>.</summary>
    public static Option<string> Option() =>
        new("--model") { Description = "The model file; the committed one if not given.", DefaultValueFactory = _ => DefaultPath };

    private static string DefaultPath { get; } = Path.Combine(AppContext.BaseDirectory, "Models", "open.model");

    public static ModelInUse AddModel(this WebApplicationBuilder builder)
    {
        var model = ModelInUse.From(builder.Configuration["Model:Path"] is { Length: > 0 } path ? path : DefaultPath);
        builder.Services.AddSingleton(model);
        builder.Services.AddHealthChecks().AddCheck<ModelInUse>("model");
        return model;
    }
}
