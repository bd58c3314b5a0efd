using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Moderation.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Moderation.ServiceDefaults;

/// <summary>
/// The broker: whether it takes the service's user, is new enough, has the topology, and has anybody who takes messages.
/// </summary>
internal sealed class BrokerExamination(BrokerAddress broker, ServiceName service, IServiceProvider services) : IExamination
{
    private static readonly Version Oldest = new(3, 10);

    public string Part => "broker";

    public async IAsyncEnumerable<Diagnosis> ExamineAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var connection = await broker.ConnectAsync("doctor", cancellationToken);
        yield return Version(connection);
        if (await MissingAsync(connection, cancellationToken) is { } missing)
        {
            yield return new Diagnosis(
                Part,
                Verdict.Bad,
                new Words($"thiếu hàng đợi hoặc exchange: {missing}", $"exchanges or queues are missing: {missing}"),
                new Words("nạp lại tệp định nghĩa vào RabbitMQ", "import the definitions file into RabbitMQ again")
            );
            yield break;
        }
        yield return Diagnosis.Good(Part, "đủ exchange và hàng đợi", "all exchanges and queues are there");
        var paused = services.GetService<PauseStore>() is { } pauses ? await pauses.ReadAsync(cancellationToken) : [];
        foreach (var queue in Topology.QueuesOf(service.Value))
        {
            var consumers = await DeclaredAsync(connection, queue.Name, cancellationToken);
            if (consumers is { ConsumerCount: 0 } && paused.All(pause => pause.Station != queue.Station))
                yield return new Diagnosis(
                    Part,
                    Verdict.Doubtful,
                    new Words(
                        $"không ai lấy tin từ {queue.Name}; {consumers.MessageCount} tin đang chờ",
                        $"nobody takes messages from {queue.Name}; {consumers.MessageCount} wait"
                    ),
                    new Words($"khởi động {service.Value}", $"start {service.Value}")
                );
            if (await DeclaredAsync(connection, queue.Error, cancellationToken) is { MessageCount: > 0 and var count })
                yield return new Diagnosis(
                    Part,
                    Verdict.Doubtful,
                    new Words($"{count} tin hỏng trong {queue.Error}", $"{count} failed messages in {queue.Error}"),
                    new Words(
                        "xem Moderator có chạy không: nó đưa các tin này vào trang Sự cố",
                        "look whether Moderator runs: it takes these into the console's page of faults"
                    )
                );
        }
    }

    private Diagnosis Version(IConnection connection)
    {
        var text =
            connection.ServerProperties?.TryGetValue("version", out var value) == true && value is byte[] bytes
                ? Encoding.UTF8.GetString(bytes)
                : "?";
        return System.Version.TryParse(text.Split('-')[0], out var version) && version < Oldest
            ? new Diagnosis(
                Part,
                Verdict.Bad,
                new Words($"RabbitMQ {text} quá cũ", $"RabbitMQ {text} is too old"),
                new Words($"nâng cấp lên {Oldest} trở lên", $"upgrade to {Oldest} or later")
            )
            : Diagnosis.Good(Part, $"RabbitMQ {text} nhận người dùng này", $"RabbitMQ {text} takes this user");
    }

    private static async Task<string?> MissingAsync(IConnection connection, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            await Topology.RequireAsync(channel, cancellationToken);
            return null;
        }
        catch (OperationInterruptedException missing)
        {
            return missing.ShutdownReason?.ReplyText ?? missing.Message;
        }
    }

    /// <returns>Null when there is no such queue, which closes the channel.</returns>
    private static async Task<QueueDeclareOk?> DeclaredAsync(
        IConnection connection,
        string queue,
        CancellationToken cancellationToken
    )
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        try
        {
            return await channel.QueueDeclarePassiveAsync(queue, cancellationToken);
        }
        catch (OperationInterruptedException)
        {
            return null;
        }
    }
}
