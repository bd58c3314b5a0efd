using Moderation.Classifier.Model;
using Moderation.Contracts;
using Moderation.ServiceDefaults;

namespace Moderation.Classifier.Scoring;

/// <summary>Loads the model that <see cref="ModelChoice"/> names, and says at the start which one it is.</summary>
internal static class ScoringSetup
{
    public static void AddScoring(this WebApplicationBuilder builder)
    {
        var chosen = ModelChoice.Of(builder.AddOptions<ModelOptions>("Model"));
        builder.Services.AddSingleton(chosen);
        builder.Services.AddSingleton(ModelInUse.From(chosen.Path, chosen.Sha256));
        builder.Services.AddSingleton<ModelAnnouncement>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<ModelAnnouncement>());
        builder.Services.AddHealthChecks().AddCheck<ModelInUse>("model");
        builder.Services.AddExamination<ModelExamination>();
        builder.Services.ConfigureHttpJsonOptions(http => ContractJson.Configure(http.SerializerOptions));
    }
}

/// <summary>Says which model scores, and what may be done with it.</summary>
internal sealed partial class ModelAnnouncement(ModelInUse model, ILogger<ModelAnnouncement> log) : BeforeStart
{
    public override Task RunAsync(CancellationToken cancellationToken)
    {
        if (model.Header is { } header)
            Announce(header);
        else
            LogNoModel(log, model.Fault);
        return Task.CompletedTask;
    }

    public void Announce(ModelHeader header)
    {
        if (ModelChoice.IsForResearch(header))
            LogResearchModel(log, header.Name);
        else
            LogModel(log, header.Name);
        if (header.Missing.Any())
            LogMissingLabels(log, header.Name, string.Join(", ", header.Missing));
        if (header.Unknown.Any())
            LogUnknownLabels(log, header.Name, string.Join(", ", header.Unknown));
    }

    [LoggerMessage(LogLevel.Information, "Comments are scored by the model {Model}.")]
    private static partial void LogModel(ILogger logger, string model);

    [LoggerMessage(
        LogLevel.Warning,
        "Comments are scored by the model {Model}. It was trained on research-only data: "
            + "use it to measure and to show, not in business."
    )]
    private static partial void LogResearchModel(ILogger logger, string model);

    [LoggerMessage(LogLevel.Warning, "The model {Model} has no head for {Labels}: comments get no such score.")]
    private static partial void LogMissingLabels(ILogger logger, string model, string labels);

    [LoggerMessage(LogLevel.Warning, "The model {Model} also scores {Labels}, which this version does not know and leaves out.")]
    private static partial void LogUnknownLabels(ILogger logger, string model, string labels);

    [LoggerMessage(LogLevel.Error, "Comments are not scored. {Fault}")]
    private static partial void LogNoModel(ILogger logger, string? fault);
}
