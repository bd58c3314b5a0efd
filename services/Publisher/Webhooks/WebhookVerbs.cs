using System.CommandLine;
using System.Globalization;

namespace Moderation.Publisher.Webhooks;

/// <summary>What operators do with webhooks from the command line.</summary>
internal static class WebhookVerbs
{
    public static Command Deliveries(Func<Task<DeliveryStore>> open)
    {
        var command = new Command("deliveries", "Lists the endpoints with their deliveries by status");
        command.SetAction(
            async (_, cancellationToken) =>
            {
                Console.WriteLine(
                    $"{"endpoint",-20} {"status",-24} {"waiting",9} {"delivered",9} "
                        + $"{"given up",9} {"superseded",10}  oldest waiting"
                );
                foreach (var e in await (await open()).StatesAsync(cancellationToken))
                {
                    var status = e.DisabledReason is null ? e.Status : $"{e.Status} ({e.DisabledReason})";
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{e.Name,-20} {status,-24} {e.Waiting,9} {e.Delivered,9} "
                                + $"{e.GivenUp,9} {e.Superseded,10}  {e.OldestWaiting:u}"
                        )
                    );
                }
            }
        );
        return command;
    }

    public static Command Resend(Func<Task<DeliveryStore>> open)
    {
        var since = new Option<DateTimeOffset?>("--since")
        {
            Description = "Comments that changed since this moment, such as 2026-11-24T08:00+07:00",
        };
        var until = new Option<DateTimeOffset?>("--until") { Description = "With --since: not what changed later" };
        var delivery = new Option<Guid?>("--delivery") { Description = "The comment of one webhook-id" };
        var endpoint = new Option<string?>("--endpoint") { Description = "Only to this endpoint" };
        var command = new Command("resend", "Sends the present state of comments once more, under the same webhook-ids")
        {
            since,
            until,
            delivery,
            endpoint,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(since) is null == result.GetValue(delivery) is null)
                result.AddError("Say either --since or --delivery.");
            if (result.GetValue(until) is { } end && !(result.GetValue(since) <= end))
                result.AddError("--until needs a --since before it.");
        });
        command.SetAction(
            async (parsed, _) =>
            {
                var store = await open();
                var count = await store.ResendAsync(
                    parsed.GetValue(since),
                    parsed.GetValue(delivery),
                    parsed.GetValue(endpoint),
                    parsed.GetValue(until)
                );
                Console.WriteLine(
                    count > 0
                        ? $"{count} deliveries are on their way."
                        : "Nothing fits: the comment has a newer version or was never public, or the endpoint is disabled."
                );
                return count > 0 ? 0 : 1;
            }
        );
        return command;
    }

    public static Command Enable(Func<Task<DeliveryStore>> open)
    {
        var endpoint = new Argument<string>("endpoint") { Description = "Its name" };
        var command = new Command("enable", "Lets a disabled endpoint take part again") { endpoint };
        command.SetAction(
            async (parsed, _) =>
            {
                var name = parsed.GetRequiredValue(endpoint);
                var enabled = await (await open()).EnableAsync(name);
                Console.WriteLine(
                    enabled ? $"{name} is active, and what it missed is on its way." : $"No disabled endpoint is named {name}."
                );
                return enabled ? 0 : 1;
            }
        );
        return command;
    }
}
