using Moderation.Moderator.Flow;
using Moderation.ServiceDefaults;

namespace Moderation.Moderator.Tests.Flow;

/// <summary>What the picture makes of what stations said.</summary>
public class FlowPictureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 3, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Since = Now.AddMinutes(-2);

    [Fact]
    public void Where_all_answer_and_nothing_waits_nothing_is_found_and_every_station_is_well()
    {
        var picture = Picture(Reading());

        Assert.Empty(picture.Findings);
        Assert.Equal(FlowPicture.Names, picture.Stations.Select(station => station.Name));
        Assert.All(picture.Stations, station => Assert.Equal(StationState.Well, station.State));
    }

    [Fact]
    public void What_is_not_configured_is_not_watched_and_nothing_wrong()
    {
        ServiceReading[] services = [.. Reading().Services.Select(one => new ServiceReading(one.Service, false, null))];
        var picture = Picture(new FlowReading(services, new BrokerReading(false, null, null, null, null), DeskReading.Unknown));

        Assert.Empty(picture.Findings);
        Assert.All(picture.Stations, station =>
            Assert.Equal((StationState.Unwatched, null, null), (station.State, station.Rate, station.Depth))
        );
    }

    [Theory]
    [InlineData("intake", "intake")]
    [InlineData("classifier", "classifier")]
    [InlineData("moderator", "queue")]
    [InlineData("publisher", "publisher")]
    [InlineData("site", "site")]
    public void A_service_of_which_no_copy_answers_breaks_its_station_and_no_other(string service, string station)
    {
        var away = new CopyReading("10.0.0.1:81", null, Rates(), Silence.Unreachable, Since);
        var picture = Picture(Reading(away: new ServiceReading(service, true, [away, away]), consumers: 0));

        var found = Assert.Single(picture.Findings, one => one.Subject!.StartsWith(service, StringComparison.Ordinal));
        Assert.Equal(
            new Finding(FindingKind.ServiceAway, station, IsBroken: true, service, Since: Since),
            found
        );
        var broken = picture.Stations.Single(one => one.Name == station);
        Assert.Equal((StationState.Broken, 0, 2, Since), (broken.State, broken.Answering, broken.Copies, broken.SilentSince));
    }

    [Fact]
    public void One_copy_of_two_that_is_away_is_a_warning_and_the_other_counts()
    {
        var away = new CopyReading("10.0.0.2:81", null, Rates(), Silence.Slow, Since);
        var picture = Picture(Reading(away: new ServiceReading("intake", true, [Copy("intake", rate: 3), away])));

        Assert.Equal(
            [new Finding(FindingKind.CopyAway, "intake", IsBroken: false, "intake 10.0.0.2:81", Since: Since)],
            picture.Findings
        );
        var intake = picture.Stations[0];
        Assert.Equal((StationState.Warning, 3.0, 1, 2), (intake.State, intake.Rate, intake.Answering, intake.Copies));
    }

    [Fact]
    public void A_silent_management_API_is_told_from_a_broker_that_the_services_miss_too()
    {
        var silent = new BrokerReading(true, null, null, Silence.Unreachable, Since);
        var alone = Picture(Reading() with { Broker = silent });
        Assert.Equal([FindingKind.ManagementAway], alone.Findings.Select(found => found.Kind));
        Assert.Equal(StationState.Warning, Station(alone, "broker").State);
        Assert.Equal((StationState.Unknown, null), (Station(alone, "classifier").State, Station(alone, "classifier").Depth));

        var missed = Reading(away: new ServiceReading("intake", true, [Copy("intake", ill: "broker")]));
        var both = Picture(missed with { Broker = silent });
        Assert.Equal([FindingKind.BrokerAway], both.Findings.Select(found => found.Kind));
        Assert.Equal((StationState.Broken, Since), (Station(both, "broker").State, Station(both, "broker").SilentSince));

        Assert.Equal([(FindingKind.BusAway, "intake")], Picture(missed).Findings.Select(found => (found.Kind, found.Subject!)));
    }

    [Fact]
    public void A_queue_without_a_consumer_is_an_alarm_and_messages_that_failed_are_counted_where_they_did()
    {
        var reading = Reading(
            new QueueReading("publisher-record-decision", 7, 0, Consumers: 0, 1, 0),
            Aside("moderator-record-scores_error", 3)
        );
        var ledger = new Dictionary<string, long>(StringComparer.Ordinal) { ["moderator-record-scores"] = 4 };
        var picture = Picture(reading with { Desk = new DeskReading(0, ledger, Drifts: 2, [new("publish", Since)]) });

        Assert.Equal(
            [
                new Finding(FindingKind.NoConsumer, "publisher", IsBroken: true, "publisher-record-decision", 7),
                new Finding(FindingKind.SetAside, "queue", IsBroken: false, "moderator-record-scores_error", 3),
                new Finding(FindingKind.OpenFaults, "queue", IsBroken: false, "moderator-record-scores", 4),
                new Finding(FindingKind.ModelDrifts, "classifier", IsBroken: false, Count: 2),
                new Finding(FindingKind.LaneShut, "queue", IsBroken: false, "publish", Since: Since),
            ],
            picture.Findings
        );
        Assert.Equal(7, Station(picture, "queue").Errors);
        Assert.Equal(7, Station(picture, "publisher").Depth);
    }

    [Fact]
    public void A_node_that_lacks_room_breaks_the_broker_and_one_that_is_down_among_others_does_not()
    {
        var full = WithNodes(new NodeReading("rabbit@a", true, LacksMemory: true, LacksDisk: true));
        var down = WithNodes(new("rabbit@a", true), new NodeReading("rabbit@b", IsRunning: false, LacksDisk: true));

        Assert.Equal(
            [(FindingKind.NodeLacksMemory, "rabbit@a", true), (FindingKind.NodeLacksDisk, "rabbit@a", true)],
            full.Findings.Select(found => (found.Kind, found.Subject!, found.IsBroken))
        );
        Assert.Equal(
            (FindingKind.NodeDown, "rabbit@b", StationState.Warning),
            (down.Findings.Single().Kind, down.Findings.Single().Subject, Station(down, "broker").State)
        );
    }

    [Theory]
    [InlineData("a: b c|b: a|c: a", "a")]
    [InlineData("a: |b: a|c: a", "a")]
    [InlineData("a: b|b: a", "a b")]
    [InlineData("a: b c|b: a c|c: a b", "a b c")]
    [InlineData("a: d e|b: d e|c: d e|d: a b c|e: a b c", "d e")]
    [InlineData("a: |b: |c: ", "")]
    public void The_nodes_that_stand_apart_are_those_that_most_others_have_lost(string seen, string apart)
    {
        var nodes = seen.Split('|').Select(node => new NodeReading(
            node.Split(':')[0],
            true,
            Lost: node.Split(':')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
        ));

        var picture = WithNodes([.. nodes]);

        Assert.All(picture.Findings, found => Assert.Equal((FindingKind.NodeApart, true), (found.Kind, found.IsBroken)));
        Assert.Equal(apart, string.Join(' ', picture.Findings.Select(found => found.Subject)));
    }

    [Theory]
    [InlineData("intake", "outbox", FindingKind.OutboxLate, "outbox", 61)]
    [InlineData("moderator", "outbox", FindingKind.OutboxLate, "outbox", 61)]
    [InlineData("moderator", "pending", FindingKind.WaitLong, "queue", 1_801)]
    [InlineData("publisher", "site", FindingKind.WebhooksLate, "webhooks", 61)]
    public void What_waits_is_found_when_its_oldest_is_too_old_and_not_before(
        string service,
        string backlog,
        FindingKind kind,
        string station,
        int seconds
    )
    {
        FlowPicture Waiting(int age) =>
            Picture(
                Reading(
                    away: new ServiceReading(service, true, [Copy(service, backlog: new(backlog, 5, Now.AddSeconds(-age)))])
                )
            );

        Assert.Empty(Waiting(seconds - 2).Findings);
        var found = Assert.Single(Waiting(seconds).Findings);
        Assert.Equal((kind, station, 5L), (found.Kind, found.Station, found.Count));
        Assert.Equal(
            (5L, Now.AddSeconds(-seconds)),
            (Station(Waiting(seconds), station).Depth, Station(Waiting(seconds), station).Oldest)
        );
    }

    [Fact]
    public void A_database_that_no_copy_reaches_breaks_its_service_and_hides_only_what_it_keeps()
    {
        var lost = Copy("publisher", ill: "database");
        var picture = Picture(
            Reading(
                away: new ServiceReading("publisher", true, [lost with { Report = lost.Report! with { Backlogs = null } }])
            )
        );

        var found = picture.Findings.Single();
        Assert.Equal((FindingKind.DatabaseAway, "publisher"), (found.Kind, found.Subject));
        Assert.Null(Station(picture, "webhooks").Depth);
        Assert.Equal(StationState.Unknown, Station(picture, "webhooks").State);
        Assert.Equal(0, Station(picture, "publisher").Depth);
        Assert.Equal(0, Station(picture, "outbox").Depth);
    }

    [Theory]
    [InlineData("classifier", "classifier", "classifier-classify-comment")]
    [InlineData("moderator", "queue", "moderator-record-submission")]
    [InlineData("publisher", "publisher", "publisher-record-decision")]
    [InlineData("intake", "intake", "intake-record-decision")]
    public void What_an_operator_paused_is_no_fault_and_what_waits_there_is_told(string service, string station, string queue)
    {
        var reading = Reading(Paused(service, station), queues: new QueueReading(queue, 5_000, 0, Consumers: 0, 1, 0));
        var picture = Picture(reading);

        var found = Assert.Single(picture.Findings);
        Assert.Equal((FindingKind.Paused, station, false), (found.Kind, found.Station, found.IsBroken));
        Assert.Equal((service, "Bảo trì", "Lan"), (found.Pause!.Service, found.Pause.Reason, found.Pause.By));
        Assert.Equal(StationState.Paused, Station(picture, station).State);
        Assert.Equal([found.Pause], Station(picture, station).Pauses);
        Assert.Equal(5_000, picture.Stations.Single(one => one.Name == "broker").Depth);
        // What another pause does not hold up is an alarm as ever.
        var other = Reading(Paused(service, Stations.Relay), queues: new QueueReading(queue, 5_000, 0, Consumers: 0, 1, 0));
        Assert.Contains(Picture(other).Findings, one => one.Kind == FindingKind.NoConsumer);
    }

    [Theory]
    [InlineData("intake", "outbox", "outbox")]
    [InlineData("moderator", "outbox", "outbox")]
    [InlineData("publisher", "webhooks", "site")]
    public void What_waits_long_because_an_operator_said_so_is_not_late(string service, string station, string backlog)
    {
        var picture = Picture(Reading(Paused(service, station, new(backlog, 9, Now.AddHours(-3)))));

        Assert.Equal([FindingKind.Paused], picture.Findings.Select(found => found.Kind));
        Assert.Equal((StationState.Paused, 9L), (Station(picture, station).State, Station(picture, station).Depth));
    }

    [Fact]
    public void A_service_that_is_away_while_paused_is_broken_and_still_said_to_be_paused()
    {
        var service = Paused("publisher", "publisher");
        var away = service.Copies![0] with { Silence = Silence.Unreachable, SilentSince = Since };
        var picture = Picture(Reading(service with { Copies = [away] }, consumers: 0));

        Assert.Equal([FindingKind.ServiceAway, FindingKind.Paused], picture.Findings.Select(found => found.Kind));
        Assert.Equal(StationState.Broken, Station(picture, "publisher").State);
    }

    private static ServiceReading Paused(string service, string station, Backlog? backlog = null)
    {
        var copy = Copy(service, backlog: backlog);
        return new(
            service,
            true,
            [copy with { Report = copy.Report! with { Pauses = [new Pause(station, "Bảo trì", "Lan", Since)] } }, Copy(service)]
        );
    }

    private static FlowPicture Picture(FlowReading reading) => FlowPicture.Of(reading, TimeSpan.FromMinutes(30), Now);

    private static StationPicture Station(FlowPicture picture, string name) =>
        picture.Stations.Single(station => station.Name == name);

    /// <summary>All is well, but for what is given.</summary>
    private static FlowReading Reading(params QueueReading[] queues) => Reading(null, 1, queues);

    private static FlowReading Reading(ServiceReading? away, int consumers = 1, params QueueReading[] queues)
    {
        string[] services = ["intake", "classifier", "moderator", "publisher", "site"];
        var usual = Topology.Queues.Select(queue => new QueueReading(
            queue.Name,
            0,
            0,
            away is not null && queue.Name.StartsWith(away.Service, StringComparison.Ordinal) ? consumers : 1,
            0,
            0
        ));
        return new FlowReading(
            [
                .. services.Select(service =>
                    service == away?.Service ? away : new ServiceReading(service, true, [Copy(service)])
                ),
            ],
            new BrokerReading(
                true,
                [.. usual.Where(one => queues.All(given => given.Name != one.Name)), .. queues],
                [new NodeReading("rabbit@a", true)],
                null,
                null
            ),
            DeskReading.Unknown with { People = 0 }
        );
    }

    private static FlowPicture WithNodes(params NodeReading[] nodes)
    {
        var reading = Reading();
        return Picture(reading with { Broker = reading.Broker with { Nodes = nodes } });
    }

    private static QueueReading Aside(string name, long depth) => new(name, depth, 0, 0, 0, 0);

    private static CopyReading Copy(string service, string? ill = null, Backlog? backlog = null, double rate = 0) =>
        new(
            "10.0.0.1:81",
            new StationReport
            {
                Service = service,
                Copy = "a:1",
                Version = "1",
                StartedAt = Since,
                At = Now,
                Checks = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["database"] = "Healthy",
                    [ill ?? "broker"] = ill is null ? "Healthy" : "Unhealthy",
                },
                Counts = new Dictionary<string, long>(StringComparer.Ordinal),
                Backlogs = backlog is null ? [] : [backlog],
            },
            Rates(rate),
            null,
            null
        );

    private static Dictionary<string, double> Rates(double rate = 0) =>
        new(StringComparer.Ordinal) { ["moderation.comments.submitted"] = rate };
}
