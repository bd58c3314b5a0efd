using Moderation.Intake.Appeals;
using Moderation.Intake.Articles;
using Moderation.Intake.Authors;
using Moderation.Intake.Captchas;
using Moderation.Intake.Data;
using Moderation.Intake.Decisions;
using Moderation.Intake.Limits;
using Moderation.Intake.Pages;
using Moderation.Intake.Site;
using Moderation.Intake.Submissions;
using Moderation.Intake.Tracking;
using Moderation.ServiceDefaults;

if (CommandLine.IsVerb(args))
    return await CommandLine.RunAsync(args, "Intake: where comments come in.");

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults("intake");
builder.AddDatabase<SubmissionStore>();
builder.AddBus(consumers => consumers.Add<RecordDecisionConsumer>().Add<RecordErasureConsumer>());
builder.AddOutbox();
builder.AddPages();
builder.AddSite();
builder.AddAuthors();
builder.AddCaptchas();
builder.AddLimits();
builder.AddArticles();
builder.AddTracking();
builder.AddDecisions();
builder.AddSubmissions();
builder.AddAppeals();
builder.AddData();
builder.Services.AddOpenApi();

var app = builder.Build();
app.UseServiceDefaults();
app.UsePages();
app.MapTracking();
app.MapWithdrawal();
app.MapCaptchas();
app.MapSubmissions();
app.MapAppeals();
app.MapErasure();
app.MapExport();
app.MapArticles();
app.MapHealth();
app.MapApiDescription();
return await app.ServeAsync();
