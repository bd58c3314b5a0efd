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

    public static ModelInUse From(string path)
    {
        try
        {
            return new ModelInUse(ModelFile.Load(path), fault: null);
        }
        catch (ModelRefusedException refused)
        {
            return new ModelInUse(model: null, refused.Message);
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(Fault));
}

/// <summary>Loads the model that <see cref="ModelChoice"/> names, and says at the start which one it is.</summary>
internal static partial class ModelSetup
{
    /// <summary>The verbs' <c>--model</c>.</summary>
    public static Option<string> Option() =>
        new("--model")
        {
            Description = "The model file; the committed one if not given.",
            DefaultValueFactory = _ => Path.Combine(Folder, ModelChoice.Open + ".model"),
        };

    private static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Models");

    public static ModelInUse AddModel(this WebApplicationBuilder builder)
    {
        var model = ModelInUse.From(ModelChoice.PathOf(builder.Configuration, builder.Environment, Folder));
        builder.Services.AddSingleton(model);
        builder.Services.AddHealthChecks().AddCheck<ModelInUse>("model");
        return model;
    }

    public static void AnnounceModel(this WebApplication app, ModelInUse model)
    {
        if (model.Header is not { } header)
            LogNoModel(app.Logger, model.Fault);
        else
        {
            if (ModelChoice.IsForResearch(header))
                LogResearchModel(app.Logger, header.Name);
            else
                LogModel(app.Logger, header.Name);
            if (header.Missing.Any())
                LogMissingLabels(app.Logger, header.Name, string.Join(", ", header.Missing));
            if (header.Unknown.Any())
                LogUnknownLabels(app.Logger, header.Name, string.Join(", ", header.Unknown));
        }
    }

    [LoggerMessage(LogLevel.Information, "Comments are scored by the model {Model}.")]
    private static partial void LogModel(ILogger logger, string model);

    [LoggerMessage(
        LogLevel.Warning,
        "Comments are scored by the model {Model}. It was trained on research-only data: use it to measure and to show, not in business."
    )]
    private static partial void LogResearchModel(ILogger logger, string model);

    [LoggerMessage(LogLevel.Warning, "The model {Model} has no head for {Labels}: comments get no such score.")]
    private static partial void LogMissingLabels(ILogger logger, string model, string labels);

    [LoggerMessage(LogLevel.Warning, "The model {Model} also scores {Labels}, which this version does not know and leaves out.")]
    private static partial void LogUnknownLabels(ILogger logger, string model, string labels);

    [LoggerMessage(LogLevel.Error, "Comments are not scored. {Fault}")]
    private static partial void LogNoModel(ILogger logger, string? fault);
}
