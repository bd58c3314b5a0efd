using System.Text.Json;

namespace Moderation.Publisher.Webhooks;

/// <summary>A webhook that tells of nothing, for trying an endpoint: <c>webhook.test</c>, signed like any other.</summary>
/// <param name="Id">Its <c>webhook-id</c>.</param>
/// <param name="At">When it was asked for.</param>
internal sealed record TestMessage(Guid Id, DateTimeOffset At)
{
    public byte[] Body() =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Type = "webhook.test",
                Timestamp = At,
                Data = new { },
            },
            JsonSerializerOptions.Web
        );
}
