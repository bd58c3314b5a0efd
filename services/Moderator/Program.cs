using Moderation.Moderator.Bans;
using Moderation.Moderator.Comments;
using Moderation.Moderator.Decisions;
using Moderation.Moderator.Lists;
using Moderation.Moderator.Log;
using Moderation.Moderator.Pages;
using Moderation.Moderator.People;
using Moderation.Moderator.Policy;
using Moderation.Moderator.Queue;
using Moderation.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("moderator");
builder.AddDatabase<RecordSubmissionConsumer>();
builder.AddComments();
builder.AddOutbox();
builder.AddPolicy();
builder.AddLists();
builder.AddBans();
builder.AddDecisions();
builder.AddQueue();
builder.AddPeople();
builder.AddLog();
builder.AddConsole();

var app = builder.Build();
if (Verbs.Has(args))
    return await Verbs.RunAsync(app, args);

app.UseServiceDefaults();
app.UseConsole();
app.UseCookiePolicy();
app.UseAuthentication();
app.UseAuthorization();
app.MapSession();
app.MapQueue();
app.MapDecisions();
app.MapPolicy();
app.MapLists();
app.MapBans();
app.MapPeople();
app.MapLog();
app.MapConsole();
app.MapHealth();
await app.RunAsync();
return 0;
