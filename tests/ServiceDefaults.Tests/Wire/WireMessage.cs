using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using RabbitMQ.Client;

namespace Moderation.ServiceDefaults.Tests.Wire;

/// <summary>
/// A message as it lies on the broker, in lines: exchange, properties, headers, and the body's own bytes. What differs from one
/// message to the next (ids, times, addresses, the machine) stands there by its name, in pointed brackets.
/// </summary>
internal sealed partial record WireMessage(string Text)
{
    private const string Body = "body: ";

    /// <summary>The client counts what it has published; that is nothing of the message.</summary>
    private const string OfTheClient = "x-dotnet-pub-seq-no";

    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    public static WireMessage Of(BasicGetResult taken)
    {
        var (properties, body) = (taken.BasicProperties, Encoding.UTF8.GetString(taken.Body.Span));
        string[] lines =
        [
            $"exchange: {taken.Exchange}",
            $"routing-key: {taken.RoutingKey}",
            $"content-type: {properties.ContentType}",
            $"content-encoding: {properties.ContentEncoding}",
            $"delivery-mode: {properties.DeliveryMode}",
            $"correlation-id: {properties.CorrelationId}",
            $"type: {properties.Type}",
            $"message-id: {(Guid.TryParse(properties.MessageId, out _) ? "<messageId>" : "")}",
            .. (properties.Headers ?? new Dictionary<string, object?>(StringComparer.Ordinal))
                .Where(header => header.Key != OfTheClient)
                .OrderBy(header => header.Key, StringComparer.Ordinal)
                .Select(header => $"header {header.Key}: {Named(header.Key, ValueOf(header.Value))}"),
            Body + Member().Replace(body, member => member.Groups["before"].Value + $"<{member.Groups["name"].Value}>"),
        ];
        return new WireMessage(string.Concat(lines.Select(line => line.TrimEnd() + '\n')));
    }

    public static WireMessage Golden(string message) =>
        new(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Wire", message + ".txt")));

    /// <summary>The same of another comment.</summary>
    public WireMessage Of(string comment, string other) => new(Text.Replace(comment, other, StringComparison.Ordinal));

    /// <summary>Writes it to its exchange as any client could, with ids, times and addresses of its own.</summary>
    public async Task PublishAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var messageId = Guid.CreateVersion7().ToString();
        await channel.BasicPublishAsync(
            Line("exchange"),
            Line("routing-key"),
            mandatory: true,
            new BasicProperties
            {
                ContentType = Line("content-type"),
                DeliveryMode = DeliveryModes.Persistent,
                MessageId = messageId,
                Headers = Text.Split('\n')
                    .Where(line => line.StartsWith("header ", StringComparison.Ordinal))
                    .Select(line => line["header ".Length..].Split(": ", 2))
                    .ToDictionary(header => header[0], header => (object?)Filled(header[1], messageId), StringComparer.Ordinal),
            },
            Encoding.UTF8.GetBytes(Filled(Line("body"), messageId)),
            cancellationToken
        );
    }

    private string Line(string name) =>
        Text.Split('\n').First(line => line.StartsWith(name + ":", StringComparison.Ordinal))[(name.Length + 1)..].Trim();

    private static string ValueOf(object? value) =>
        value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>Traces differ; whatever else the headers hold is told.</summary>
    private static string Named(string header, string value) => header == "MT-Activity-Id" ? "<trace>" : value;

    private static string Filled(string text, string messageId) =>
        Hole()
            .Replace(text, hole => hole.Groups["name"].Value switch
                {
                    "messageId" => Quoted(messageId),
                    "conversationId" => Quoted(Guid.CreateVersion7().ToString()),
                    "sentTime" => Quoted("2026-11-24T03:04:05.678Z"),
                    "processId" => "1",
                    "trace" => Trace,
                    "MT-Activity-Id" => Quoted(Trace),
                    "sourceAddress" => Quoted("rabbitmq://elsewhere/another-client"),
                    "destinationAddress" => Quoted("rabbitmq://elsewhere/an-exchange"),
                    _ => Quoted("another client"),
                });

    private static string Quoted(string text) => $"\"{text}\"";

    [GeneratedRegex(
        """(?<before>"(?<name>messageId|conversationId|sourceAddress|destinationAddress|sentTime|machineName|processName|"""
            + """processId|assembly|assemblyVersion|frameworkVersion|massTransitVersion|operatingSystemVersion|"""
            + """MT-Activity-Id)":)("[^"]*"|\d+)""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Member();

    [GeneratedRegex("<(?<name>[A-Za-z-]+)>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hole();
}
