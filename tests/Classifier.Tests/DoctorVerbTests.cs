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
        var (code, said) = await RunAsync(broker.UriOf("classifier"), "open");
        Assert.True(code == 0, said);
        Assert.Contains("comments are scored by", said, StringComparison.Ordinal);
        Assert.Contains("nobody takes messages from classifier-classify-comment", said, StringComparison.Ordinal);

        (code, said) = await RunAsync(new Uri("amqp://nobody:qW8rTz1Yp6NcUe5h@127.0.0.1:1/none"), "research");
        Assert.Equal(1, code);
        Assert.Contains("WRONG  broker", said, StringComparison.Ordinal);
        Assert.Contains("research-only data", said, StringComparison.Ordinal);
        Assert.Contains("set Model:Name=open", said, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Said)> RunAsync(Uri broker, string model) =>
        Executable.RunAsync<CommentScorer>(
            [
                new("ConnectionStrings__RabbitMq", broker.ToString()),
                new("Model__Name", model),
                new("DOTNET_ENVIRONMENT", "Production"),
            ],
            "doctor"
        );
}
