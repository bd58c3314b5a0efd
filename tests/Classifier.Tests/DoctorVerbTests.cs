using Moderation.Classifier.Scoring;
using Moderation.Testing;
using Xunit;

namespace Moderation.Classifier.Tests;

/// <summary>The doctor as an operator calls him, on the executable.</summary>
public class DoctorVerbTests
{
    [Fact]
    public async Task A_sound_service_is_called_so_and_one_without_its_broker_or_model_ends_with_what_to_do()
    {
        await using var broker = await TestBroker.CreateAsync("classifier");
        await using var database = await TestDatabase.CreateAsync("classifier");
        var uri = broker.UriOf("classifier");
        await RunAsync(uri, database.ConnectionString, "open", "--Migrations:Only=true");
        var (code, said) = await RunAsync(uri, database.ConnectionString, "open");
        Assert.True(code == 0, said);
        Assert.Contains("comments are scored by", said, StringComparison.Ordinal);
        Assert.Contains("nobody takes messages from classifier-classify-comment", said, StringComparison.Ordinal);

        Assert.Contains("it holds no model yet", said, StringComparison.Ordinal);

        (code, said) = await RunAsync(
            new Uri("amqp://nobody:qW8rTz1Yp6NcUe5h@127.0.0.1:1/none"),
            "Host=127.0.0.1;Port=9;Database=classifier;Username=classifier",
            "research"
        );
        Assert.Equal(1, code);
        Assert.Contains("WRONG  broker", said, StringComparison.Ordinal);
        Assert.Contains("WRONG  registry", said, StringComparison.Ordinal);
        Assert.Contains("research-only data", said, StringComparison.Ordinal);
        Assert.Contains("set Model:Name=open", said, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Said)> RunAsync(Uri broker, string database, string model, string verb = "doctor") =>
        Executable.RunAsync<CommentScorer>(
            [
                new("ConnectionStrings__RabbitMq", broker.ToString()),
                new("ConnectionStrings__Database", database),
                new("Model__Name", model),
                new("DOTNET_ENVIRONMENT", "Production"),
            ],
            verb
        );
}
