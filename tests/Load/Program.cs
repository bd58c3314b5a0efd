using System.CommandLine;
using Moderation.Load;

var file = new Option<FileInfo>("--file")
{
    Description =
        "Comments in JSON Lines: text becomes the content, its first words the title, the field title the article's headline. "
        + "By default 200 texts written for this project.",
    DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "comments.jsonl")),
};
var newspaper = new Option<bool>("--newspaper")
{
    Description =
        "Instead of a file: 300 comments written for the demo newspaper's articles, with replies. "
        + "What was sent before is not sent twice, and a reply is refused until the comment that it answers is published.",
};
var rate = new Option<int>("--rate")
{
    Description = "Comments a second, open-loop: a slow answer does not slow the sending down.",
    DefaultValueFactory = _ => 50,
};
var count = new Option<int?>("--count")
{
    Description = "How many to send; a file is repeated when it is shorter. By default each of its comments once.",
};
var addresses = new Option<FileInfo>("--addresses")
{
    Description = "The file that infra/run.sh writes.",
    DefaultValueFactory = _ => new FileInfo(".run/addresses.env"),
};
var patience = new Option<int>("--patience")
{
    Description = "Seconds to wait for the end states after the last comment was sent.",
    DefaultValueFactory = _ => 120,
};
var json = new Option<bool>("--json") { Description = "Print one JSON object on standard output instead of tables." };

var command = new RootCommand(
    "Sends comments at a steady rate, waits until they have reached their end states, "
        + "and compares what was accepted with every store."
)
{
    file,
    newspaper,
    rate,
    count,
    addresses,
    patience,
    json,
};
command.SetAction(
    async (arguments, cancellationToken) =>
    {
        try
        {
            var system = Addresses.Read(arguments.GetRequiredValue(addresses));
            var comments = arguments.GetValue(newspaper)
                ? NewspaperFile.Read(arguments.GetValue(count))
                : CommentFile.Read(arguments.GetRequiredValue(file), arguments.GetValue(count));
            var report = await SendAsync(system, comments, arguments, cancellationToken);
            report.Print(arguments.GetValue(json));
            return report.Sound ? 0 : 1;
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
);

var length = new Option<TimeSpan>("--for")
{
    Description = "How long comments are sent, such as 5m or 90s.",
    DefaultValueFactory = _ => TimeSpan.FromMinutes(5),
    CustomParser = Length.Parse,
};
var sustained = new Command(
    "sustained",
    "Sends comments of which no two are alike at a steady rate, and says of each backlog whether it grows."
)
{
    file,
    rate,
    length,
    addresses,
    patience,
};
sustained.SetAction(
    async (arguments, cancellationToken) =>
    {
        try
        {
            var system = Addresses.Read(arguments.GetRequiredValue(addresses));
            var perSecond = arguments.GetRequiredValue(rate);
            var comments = VariedComments.Of(
                CommentFile.Read(arguments.GetRequiredValue(file), count: null),
                (int)(perSecond * arguments.GetValue(length).TotalSeconds),
                Random.Shared.Next()
            );
            var backlogs = new Backlogs(system);
            using var sending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var watching = backlogs.WatchAsync(sending.Token);
            var report = await SendAsync(system, comments, arguments, cancellationToken, sending.CancelAsync);
            await watching;
            report.Print(json: false);
            return backlogs.Print(perSecond) && report.Sound ? 0 : 1;
        }
        catch (UsageException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return 2;
        }
    }
);
command.Add(sustained);
command.Add(FaultsCommand.Of(file, rate, addresses));
return await command.Parse(args).InvokeAsync();

async Task<Report> SendAsync(
    Addresses system,
    IReadOnlyList<Comment> comments,
    ParseResult arguments,
    CancellationToken cancellationToken,
    Func<Task>? whenSent = null
)
{
    var progress = new ProgressBars();
    var sent = await Sender.SendAsync(system, comments, arguments.GetRequiredValue(rate), progress, cancellationToken);
    if (whenSent is not null)
        await whenSent();
    await using var stores = new Stores(system);
    var ended = await stores.WaitAsync(
        sent.Accepted,
        TimeSpan.FromSeconds(arguments.GetRequiredValue(patience)),
        progress,
        cancellationToken
    );
    return Report.Of(sent, ended, await stores.CompareAsync(sent.Accepted, ended));
}
