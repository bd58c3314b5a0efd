using Moderation.Moderator;
using Moderation.Moderator.Readers;
using Moderation.Moderator.Review;
using Moderation.ServiceDefaults;

if (CommandLine.IsVerb(args))
    return await Verbs.RunAsync(args);

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("moderator");
builder.AddDatabase<RecordSubmissionConsumer>();
builder.AddBus(consumers =>
    consumers
        .Add<RecordSubmissionConsumer>()
        .Add<RecordScoresConsumer>()
        .Add<RecordWithdrawalConsumer>()
        .Add<RecordAppealConsumer>()
        .Add<RecordReportConsumer>()
        .Add<EraseCommentConsumer>()
);
builder.AddOutbox();
builder.AddPauses(Stations.Queue, Stations.Relay);
builder.AddPeople().AddComments().AddOperations();
builder.AddLeases().AddLists().AddBans();
builder.AddPolicy().AddNamedQueues();
builder.AddDecisions().AddReaders().AddNewsroom();
builder.AddLanes().AddReview().AddLog().AddQueue();
builder.AddShadows().AddBatches().AddLive().AddDesk().AddTeam().AddOpinions();
builder.AddFaults().AddWebhooks().AddErasures().AddModels().AddDrift();
builder.AddFlow().AddWays().AddReconciliation().AddRetention().AddTraining();
builder.AddConsole();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UseConsole();
app.UsePeople();
app.MapPeople();
app.MapLists().MapBans();
app.MapPolicy().MapNamedQueues();
app.MapDecisions().MapNewsroom();
app.MapLanes().MapReview().MapLog().MapQueue();
app.MapShadows().MapBatches().MapLive().MapDesk().MapTeam().MapOpinions();
app.MapFaults().MapWebhooks().MapErasures().MapSites().MapArticles().MapModels().MapDrift();
app.MapFlow().MapWays().MapReconciliation().MapRetention().MapTraining();
app.MapVocabulary();
app.MapConsole();
app.MapHealth();
app.MapApiDescription();
return await app.ServeAsync(args);
